package dev.tideway.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.delivery.bucket.Bucket;
import dev.tideway.delivery.bucket.ObjectStore;
import dev.tideway.delivery.bucket.StoreUnavailableException;
import dev.tideway.delivery.testing.Buckets;
import dev.tideway.delivery.testing.GatedS3Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(GatedS3Resource.class)
class DocumentsTest {
    private static final Duration NOW = Duration.ZERO;

    @Inject
    ObjectStore store;

    @TempDir
    Path folder;

    private final Buckets buckets = new Buckets();
    private final String key = "deploy/p-" + UUID.randomUUID() + "/update.json";

    private Documents<String> documents(int readsPerSecond) {
        var patience = Duration.ofSeconds(90);
        return new Documents<>(
                new DocumentStore(store, Bucket.PUBLIC, 1000),
                new DocumentCopies(folder),
                (document, before) -> new String(document.body(), StandardCharsets.UTF_8),
                new Documents.Limits(1 << 20, 2, readsPerSecond, patience, patience));
    }

    private void put(String content) {
        buckets.putPublic(key, content.getBytes(StandardCharsets.UTF_8));
    }

    /** One read is all that is allowed for names that are not known. */
    @Test
    void readsWhatIsKnownHoweverManyUnknownNamesAreAskedFor() {
        put("first");
        try (var documents = documents(1)) {
            assertThat(documents.get(key, NOW, NOW).join()).contains("first");
            put("second");

            assertThat(documents.notOlderThan(NOW, key).join()).contains("second");
        }
    }

    @Test
    void readsWhatAnEarlierRunKnewHoweverManyUnknownNamesAreAskedFor() {
        put("first");
        try (var documents = documents(1)) {
            assertThat(documents.get(key, NOW, NOW).join()).contains("first");
        }

        try (var documents = documents(0)) {
            assertThat(documents.notOlderThan(NOW, key).join()).contains("first");
        }
    }

    @Test
    void doesNotAskForMoreUnknownNamesThanItMay() {
        put("first");
        try (var documents = documents(0)) {
            assertThatThrownBy(() -> documents.notOlderThan(NOW, key).join())
                    .hasCauseInstanceOf(StoreUnavailableException.class);
        }
    }
}
