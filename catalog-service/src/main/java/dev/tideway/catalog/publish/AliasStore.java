package dev.tideway.catalog.publish;

import dev.tideway.protocol.artifact.ArtifactKeys;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.s3.S3Config;
import io.minio.MinioAsyncClient;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets delivery find the project that a device means by an alias. A claim holds only while the project's catalogue lists
 * the alias, so one too many does no harm.
 */
@ApplicationScoped
public class AliasStore {
    private static final byte[] EMPTY = {};

    private final MinioAsyncClient s3;
    private final String bucket;

    AliasStore(MinioAsyncClient s3, S3Config config) {
        this.s3 = s3;
        this.bucket = config.privateBucket();
    }

    /**
     * Claims the project's aliases, and gives up those that it no longer has.
     *
     * @param before what lies in S3, which may be newer than what is being written: then nothing is given up
     */
    Uni<Void> write(@Nullable Catalogue before, Catalogue now) {
        List<Uni<Void>> writes = new ArrayList<>();
        List<String> aliases = aliases(now);
        aliases.forEach(alias -> writes.add(claim(ArtifactKeys.aliasClaim(alias, now.projectId()))));
        if (before != null && before.revision() < now.revision()) {
            aliases(before).stream()
                    .filter(alias -> !aliases.contains(alias))
                    .forEach(alias -> writes.add(giveUp(ArtifactKeys.aliasClaim(alias, now.projectId()))));
        }
        return writes.isEmpty()
                ? Uni.createFrom().voidItem()
                : Uni.join().all(writes).andFailFast().replaceWithVoid();
    }

    private static List<String> aliases(Catalogue catalogue) {
        return catalogue.deleted() ? List.of() : catalogue.settings().aliases();
    }

    private Uni<Void> claim(String key) {
        return Uni.createFrom()
                .completionStage(() -> s3.putObject(PutObjectArgs.builder()
                        .bucket(bucket)
                        .object(key)
                        .data(EMPTY, 0)
                        .build()))
                .replaceWithVoid();
    }

    private Uni<Void> giveUp(String key) {
        return Uni.createFrom()
                .completionStage(() -> s3.removeObject(
                        RemoveObjectArgs.builder().bucket(bucket).object(key).build()))
                .replaceWithVoid();
    }
}
