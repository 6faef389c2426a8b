package dev.tideway.delivery.download;

import static dev.tideway.delivery.testing.Buckets.zip;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.delivery.testing.Buckets;
import dev.tideway.delivery.testing.Device;
import dev.tideway.delivery.testing.GatedS3Resource;
import dev.tideway.delivery.testing.TraceCollector;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = GatedS3Resource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = TraceCollector.class, restrictToAnnotatedClass = true)
class TracesTest {
    @TestHTTPResource("/")
    String address;

    @Test
    void goToTheCollectorThatIsNamed() {
        var device = new Device(address);
        String path = "/packages/" + new Buckets().putPackage(zip(100)) + ".zip";

        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(device.get(path).statusCode()).isEqualTo(200);
            assertThat(System.getProperty(TraceCollector.RECEIVED, ""))
                    .contains("delivery-service")
                    .contains(path);
        });
    }
}
