package dev.tideway.catalog.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.catalog.bucket.TestS3;
import dev.tideway.catalog.check.Catalogues;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.ProjectSettings;
import io.minio.ListObjectsArgs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What claims of aliases rely on, of whichever S3 server there is. */
@Tag("object-store")
class AliasStoreContractTest {
    private static final Duration LONG = Duration.ofMinutes(2);

    private final AliasStore store = new AliasStore(TestS3.CLIENT, TestS3.CONFIG);
    private final String project = "c" + UUID.randomUUID();
    private final String alias = "vendor.App_" + project;

    private Catalogue catalogue(long revision, String... aliases) {
        return new Catalogue(project, revision, false, Catalogues.aliases(aliases), List.of());
    }

    private void write(Catalogue before, Catalogue now) {
        store.write(before, now).await().atMost(LONG);
    }

    private static List<String> claims(String alias) {
        List<String> keys = new ArrayList<>();
        TestS3.CLIENT
                .listObjects(ListObjectsArgs.builder()
                        .bucket(TestS3.CONFIG.privateBucket())
                        .prefix("aliases/" + alias + "/")
                        .recursive(true)
                        .build())
                .forEach(found -> {
                    try {
                        keys.add(found.get().objectName());
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
        return keys;
    }

    @Test
    void aClaimIsFoundUnderItsAliasAtOnce() {
        write(null, catalogue(1, alias, alias + ".two"));

        assertThat(claims(alias)).containsExactly("aliases/" + alias + "/" + project);
        assertThat(claims(alias + ".two")).containsExactly("aliases/" + alias + ".two/" + project);
    }

    @Test
    void aClaimThatIsMadeAgainIsOne() {
        write(null, catalogue(1, alias));
        write(catalogue(1, alias), catalogue(2, alias));

        assertThat(claims(alias)).hasSize(1);
    }

    @Test
    void aClaimThatIsGivenUpIsGoneAtOnceAndMayBeGivenUpAgain() {
        write(null, catalogue(1, alias));
        write(catalogue(1, alias), catalogue(2));
        assertThat(claims(alias)).isEmpty();

        write(catalogue(1, alias), catalogue(3));
        assertThat(claims(alias)).isEmpty();
    }

    @Test
    void aDeletedProjectHasNoClaims() {
        write(null, catalogue(1, alias));
        write(catalogue(1, alias), new Catalogue(project, 2, true, ProjectSettings.DEFAULTS, List.of()));

        assertThat(claims(alias)).isEmpty();
    }

    @Test
    void whoIsNotKnownClaimsNothing() {
        var wrong = TestS3.config(Map.of("tideway.s3.secret-key", "0123456789abcdef0123456789abcdef"));
        AliasStore stranger = new AliasStore(TestS3.client(wrong), wrong);

        assertThatThrownBy(
                        () -> stranger.write(null, catalogue(1, alias)).await().atMost(LONG))
                .isInstanceOf(Exception.class);
        assertThat(claims(alias)).isEmpty();
    }
}
