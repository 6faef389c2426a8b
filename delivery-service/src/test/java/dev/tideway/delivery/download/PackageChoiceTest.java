package dev.tideway.delivery.download;

import static dev.tideway.delivery.testing.Releases.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.CatalogueRelease.State;
import dev.tideway.protocol.catalogue.ProjectSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class PackageChoiceTest {
    private static final Sha256 A = new Sha256("a".repeat(64));
    private static final Sha256 B = new Sha256("b".repeat(64));
    private static final CatalogueRelease IOS = release("ios", "2.1.0", 3, A);

    private static PackageChoice choose(String query, CatalogueRelease... releases) {
        var catalogue = new Catalogue("shop", 1, false, ProjectSettings.DEFAULTS, List.of(releases));
        return PackageChoice.of(catalogue, DownloadQuery.parse("project_id=shop&" + query));
    }

    @Test
    void findsTheOnlyOneWithoutBeingToldMore() {
        assertThat(choose("update_number=3", IOS)).isEqualTo(new PackageChoice.Chosen(List.of(IOS)));
    }

    @Test
    void asksForThePlatformFirst() {
        assertThat(choose("update_number=3", IOS, release("android", "1.0", 3, B)))
                .isEqualTo(new PackageChoice.Ambiguous("os"));
    }

    @Test
    void asksForTheAppVersionWhereThePlatformIsClear() {
        assertThat(choose("update_number=3", IOS, release("ios", "2.2.0", 3, B)))
                .isEqualTo(new PackageChoice.Ambiguous("app_version"));
        assertThat(choose("update_number=3&os=ios&app_version=2.1.0", IOS, release("ios", "2.2.0", 3, B)))
                .isEqualTo(new PackageChoice.Chosen(List.of(IOS)));
    }

    @Test
    void doesNotAskWhereAllOfThemAreTheSamePackage() {
        assertThat(choose("update_number=3", IOS, release("android", "1.0", 3, A)))
                .isInstanceOf(PackageChoice.Chosen.class);
    }

    @Test
    void doesNotOfferWhatIsPurgedAsAChoice() {
        assertThat(choose("update_number=3", IOS, release("android", "1.0", 3, B, State.PURGED)))
                .isEqualTo(new PackageChoice.Chosen(List.of(IOS)));
        assertThat(choose("update_number=3&os=android", IOS, release("android", "1.0", 3, B, State.PURGED)))
                .isEqualTo(new PackageChoice.Purged());
    }

    @Test
    void knowsWhichNumbersMayStillCome() {
        assertThat(choose("update_number=4", IOS)).isEqualTo(new PackageChoice.NotGiven(true));
        assertThat(choose("update_number=2", IOS)).isEqualTo(new PackageChoice.NotGiven(false));
        assertThat(choose("update_number=2&os=android", IOS)).isEqualTo(new PackageChoice.NotGiven(true));
        assertThat(choose("update_number=2", IOS, release("android", "1.0", 1, B)))
                .isEqualTo(new PackageChoice.NotGiven(true));
        assertThat(choose("update_number=0", IOS)).isEqualTo(new PackageChoice.NotGiven(false));
        assertThat(choose("update_number=99999999999999999999", IOS)).isEqualTo(new PackageChoice.NotGiven(true));
    }
}
