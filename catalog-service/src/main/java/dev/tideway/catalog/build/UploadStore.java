package dev.tideway.catalog.build;

import dev.tideway.catalog.problem.ProblemType;
import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.s3.S3Config;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.MinioAsyncClient;
import io.minio.StatObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Where builds are uploaded to: gives out addresses that take one plain PUT, and looks what has arrived. */
@ApplicationScoped
class UploadStore {
    private static final Logger LOG = Logger.getLogger(UploadStore.class);

    private final MinioAsyncClient s3;
    private final MinioAsyncClient signer;
    private final String bucket;
    private final UploadConfig config;

    UploadStore(MinioAsyncClient s3, S3Config server, UploadConfig config) {
        this.s3 = s3;
        this.bucket = server.privateBucket();
        this.config = config;
        // The address is part of what is signed, so it has to be the one that build systems use.
        this.signer = MinioAsyncClient.builder()
                .endpoint(server.uploadUrl().orElse(server.url()))
                .region(server.region())
                .credentials(server.accessKey(), server.secretKey())
                .build();
    }

    /** Signs on this machine; nothing is asked of the server. */
    String uploadUrl(String key) {
        try {
            return signer.getPresignedObjectUrl(GetPresignedObjectUrlArgs.builder()
                    .method(Http.Method.PUT)
                    .bucket(bucket)
                    .object(key)
                    .expiry(Math.toIntExact(config.expiry().toSeconds()), TimeUnit.SECONDS)
                    .build());
        } catch (MinioException e) {
            throw new IllegalStateException("cannot sign an upload address", e);
        }
    }

    /** The size of what lies there in bytes; empty where nothing does. Refuses where the server is away. */
    Uni<OptionalLong> size(String key) {
        var what = StatObjectArgs.builder().bucket(bucket).object(key).build();
        return Uni.createFrom()
                .completionStage(() -> s3.statObject(what))
                .map(found -> OptionalLong.of(found.size()))
                .onFailure(UploadStore::isAbsent)
                .recoverWithItem(OptionalLong.empty())
                .ifNoItem()
                .after(config.patience())
                .fail()
                .onFailure()
                .transform(UploadStore::away);
    }

    private static boolean isAbsent(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof ErrorResponseException refused) {
                return "NoSuchKey".equals(refused.errorResponse().code());
            }
        }
        return false;
    }

    private static RefusedException away(Throwable failure) {
        LOG.warnf("S3 does not say whether an upload is there: %s", failure);
        return new RefusedException(
                ProblemType.STORAGE_AWAY,
                "It cannot be seen now whether the upload is there. Ask again in some seconds.");
    }
}
