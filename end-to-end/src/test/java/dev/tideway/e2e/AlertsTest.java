package dev.tideway.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Whoever is woken up finds what to do. */
class AlertsTest {
    private final Path root = Path.of(System.getProperty("tideway.root"));
    private final WatchedMetrics watched = new WatchedMetrics(root);

    @Test
    void eachAlertHasARunbookAndEachRunbookAnAlert() throws IOException {
        assertThat(watched.alerts()).isNotEmpty();
        assertThat(watched.runbooks()).containsExactlyInAnyOrderElementsOf(watched.alerts());
    }

    @Test
    void eachAlertNamesItsOwnRunbook() throws IOException {
        assertThat(watched.namedRunbooks()).containsExactlyElementsOf(watched.alertsInOrder());
    }
}
