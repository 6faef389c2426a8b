package dev.tideway.delivery.download;

import static dev.tideway.delivery.testing.Buckets.zip;
import static dev.tideway.delivery.testing.Releases.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.delivery.testing.Buckets;
import dev.tideway.delivery.testing.Device;
import dev.tideway.delivery.testing.GatedS3Resource;
import dev.tideway.delivery.testing.S3Gate;
import dev.tideway.delivery.testing.S3GateMXBean;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An S3 that takes connections and says nothing, which is soon given up. */
@QuarkusTest
@QuarkusTestResource(
        value = GatedS3Resource.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "tideway.s3.read-timeout", value = "1s"))
class StalledS3Test {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TestHTTPResource("/")
    String address;

    private final Buckets buckets = new Buckets();
    private final S3GateMXBean s3 = S3Gate.find();
    private Device device;

    @BeforeEach
    void connect() {
        device = new Device(address);
    }

    @AfterEach
    void bringS3Back() {
        device.bringS3Back(buckets);
    }

    @Test
    void holdsNobodyUpForLong() {
        String project = "p-" + UUID.randomUUID();
        byte[] content = zip(50_000);
        buckets.putCatalogue(project, 1, release("ios", "1.0", 1, buckets.putPackage(content)));
        String absent = "/packages/" + buckets.putPackage(zip(50_000)) + ".zip";
        String download = "/download?project_id=" + project + "&update_number=1";
        await().atMost(PATIENCE).until(() -> device.get(download).statusCode() == 200);

        s3.stall();

        assertThat(device.get(download).body()).isEqualTo(content);
        assertThat(device.get(absent).statusCode()).isEqualTo(503);
    }

    /** Without a circuit breaker each of them would be asked for three times. */
    @Test
    void isLeftAlone() {
        s3.stall();
        int before = s3.requests("packages/0001");

        var answers = IntStream.range(0, 150)
                .mapToObj(i -> device.getLater("/packages/0001" + "%060x".formatted(i) + ".zip"))
                .toList();

        assertThat(answers).allSatisfy(later -> {
            var answer = later.join();
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        });
        assertThat(s3.requests("packages/0001") - before).isLessThan(150);
    }
}
