package dev.tideway.catalog.check;

import static dev.tideway.catalog.check.Catalogues.catalogue;
import static dev.tideway.catalog.check.Catalogues.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.catalog.bucket.TestS3;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.s3.S3Config;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the index relies on when it fills from S3, of whichever server there is. */
@Tag("object-store")
class CatalogueStoreContractTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final CatalogueStore store = new CatalogueStore(TestS3.CLIENT, TestS3.CONFIG);
    private final String project = "c" + UUID.randomUUID();

    private static CatalogueStore store(Map<String, String> settings) {
        S3Config config = TestS3.config(settings);
        return new CatalogueStore(TestS3.client(config), config);
    }

    private static <T> T now(Uni<T> uni) {
        return uni.await().atMost(LONG);
    }

    @Test
    void theLastStateThatWasSavedIsLoaded() {
        Catalogue first = catalogue(project, 1, release("ios", "1.0.0", 1));
        Catalogue second = catalogue(project, 2, release("ios", "1.0.0", 1), release("ios", "1.0.0", 2));

        now(store.save(first));
        assertThat(now(store.load(project))).isEqualTo(first);
        now(store.save(second));

        assertThat(now(store.load(project))).isEqualTo(second);
    }

    @Test
    void aCatalogueOfManyReleasesIsLoadedWhole() {
        Catalogue large = catalogue(
                project,
                1,
                IntStream.rangeClosed(1, 20_000)
                        .mapToObj(n -> release("ios", "1.0.0", n))
                        .toArray(CatalogueRelease[]::new));

        now(store.save(large));

        assertThat(now(store.load(project))).isEqualTo(large);
    }

    @Test
    void writersAtTheSameTimeLeaveOneWholeState() {
        List<Uni<Void>> saves = IntStream.rangeClosed(1, 16)
                .mapToObj(n -> store.save(catalogue(project, n, release("ios", "1.0.0", n))))
                .toList();
        now(Uni.join().all(saves).andFailFast());

        Catalogue left = now(store.load(project));

        assertThat(left).isEqualTo(catalogue(project, left.revision(), release("ios", "1.0.0", left.revision())));
    }

    @Test
    void everyProjectIsListed() {
        List<String> projects =
                IntStream.range(0, 1100).mapToObj(i -> project + "_" + i).toList();
        now(Uni.join()
                .all(projects.stream().map(p -> store.save(catalogue(p, 1))).toList())
                .andFailFast());

        assertThat(store.projectIds()).doesNotHaveDuplicates().containsAll(projects);
    }

    @Test
    void whatCannotBeReadFails() {
        CatalogueStore stranger = store(Map.of("tideway.s3.secret-key", "0123456789abcdef0123456789abcdef"));
        CatalogueStore lost = store(Map.of("tideway.s3.private-bucket", "tideway-no-such-bucket"));

        assertThatThrownBy(() -> now(store.load(project))).isNotNull();
        assertThatThrownBy(() -> now(stranger.load(project))).isNotNull();
        assertThatThrownBy(() -> now(stranger.save(catalogue(project, 1)))).isNotNull();
        assertThatThrownBy(stranger::projectIds).isInstanceOf(java.io.UncheckedIOException.class);
        assertThatThrownBy(lost::projectIds).isInstanceOf(java.io.UncheckedIOException.class);
    }
}
