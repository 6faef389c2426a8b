package dev.tideway.catalog.check;

import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.s3.S3Config;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.Result;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The whole catalogues in the private bucket: every number ever given, for whoever has nothing else to start from. */
@ApplicationScoped
public class CatalogueStore {
    private static final Logger LOG = Logger.getLogger(CatalogueStore.class);
    private static final String SUFFIX = ".json";

    private final MinioAsyncClient s3;
    private final String bucket;

    CatalogueStore(MinioAsyncClient s3, S3Config config) {
        this.s3 = s3;
        this.bucket = config.privateBucket();
    }

    /** Replaces what is there, whatever its revision. */
    public Uni<Void> save(Catalogue catalogue) {
        byte[] json = WireJson.write(catalogue);
        return Uni.createFrom()
                .completionStage(() -> s3.putObject(PutObjectArgs.builder()
                        .bucket(bucket)
                        .object(ArtifactKeys.catalogue(catalogue.projectId()))
                        .contentType("application/json")
                        .data(json, json.length)
                        .build()))
                .replaceWithVoid();
    }

    /** Fails with {@link InvalidValueException} if what is there is not that project's catalogue. */
    public Uni<Catalogue> load(String projectId) {
        return Uni.createFrom()
                .completionStage(() -> s3.getObject(GetObjectArgs.builder()
                                .bucket(bucket)
                                .object(ArtifactKeys.catalogue(projectId))
                                .build())
                        .thenApply(CatalogueStore::read))
                .invoke(catalogue -> {
                    if (!catalogue.projectId().equals(projectId)) {
                        throw new InvalidValueException("project_id", "is that of " + catalogue.projectId());
                    }
                });
    }

    /** Absent where none lies there, or none that can be read; fails where S3 does not say. */
    public Uni<@Nullable Catalogue> find(String projectId) {
        return load(projectId)
                .onFailure(CatalogueStore::isNone)
                .invoke(e -> LOG.debugf("No catalogue of %s in S3: %s", projectId, e.getMessage()))
                .onFailure(CatalogueStore::isNone)
                .recoverWithNull();
    }

    private static boolean isNone(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof InvalidValueException
                || cause instanceof ErrorResponseException refused
                        && "NoSuchKey".equals(refused.errorResponse().code());
    }

    private static Catalogue read(GetObjectResponse object) {
        try (object) {
            return WireJson.read(object.readAllBytes(), Catalogue.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The ids of all projects that have a catalogue; waits for S3, so it is not for an event loop.
     *
     * @throws UncheckedIOException if S3 does not answer
     */
    public List<String> projectIds() {
        List<String> ids = new ArrayList<>();
        ListObjectsArgs all = ListObjectsArgs.builder()
                .bucket(bucket)
                .prefix(ArtifactKeys.CATALOGUES)
                .build();
        for (Result<Item> result : s3.listObjects(all)) {
            String key = key(result);
            if (key.endsWith(SUFFIX)) {
                ids.add(key.substring(ArtifactKeys.CATALOGUES.length(), key.length() - SUFFIX.length()));
            }
        }
        return ids;
    }

    private static String key(Result<Item> result) {
        try {
            return result.get().objectName();
        } catch (MinioException e) {
            throw new UncheckedIOException(new IOException("the list of catalogues cannot be read", e));
        }
    }
}
