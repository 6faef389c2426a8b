package dev.tideway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VarnishEdgeIT extends EdgeContract {
    @Override
    Edge start(Origin origin, Path folder) {
        return VarnishEdge.start(origin, folder);
    }

    @Override
    int requestsForPackageOf(long bytes) {
        return 1;
    }

    @Test
    void oneKeyPurgesWhatWasKeptOfAProjectOrAPackageAndNothingElse() {
        var purged = publish("purged", "ios", "1.0.0", 1000);
        var other = publish("other", "ios", "1.0.0", 2000);
        devices().get(purged.download());
        devices().get(purged.packagePath());
        devices().get(other.download());

        var byProject = devices().send("PURGE", "/", "Surrogate-Key", "nobody project-" + purged.projectId());
        assertThat(byProject.status()).isEqualTo(200);
        assertThat(devices().get(purged.download()).header("X-Cache")).isEqualTo("MISS");
        assertThat(devices().get(purged.packagePath()).header("X-Cache")).isEqualTo("HIT");
        assertThat(devices().get(other.download()).header("X-Cache")).isEqualTo("HIT");

        devices().send("PURGE", "/", "Surrogate-Key", "sha256-" + purged.sha256());
        assertThat(devices().get(purged.packagePath()).header("X-Cache")).isEqualTo("MISS");
    }

    @Test
    void aPurgeWithoutKeysIsRefused() {
        assertThat(devices().send("PURGE", "/").status()).isEqualTo(400);
        assertThat(devices()
                        .send("PURGE", "/", "Surrogate-Key", "a || obj.ttl > 0s")
                        .status())
                .isEqualTo(400);
    }
}
