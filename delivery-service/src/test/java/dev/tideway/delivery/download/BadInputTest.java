package dev.tideway.delivery.download;

import static dev.tideway.delivery.testing.Buckets.zip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.delivery.testing.Buckets;
import dev.tideway.delivery.testing.Device;
import dev.tideway.delivery.testing.GatedS3Resource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever is sent: a clear answer, never a failure of ours and never a silence. */
@QuarkusTest
@QuarkusTestResource(GatedS3Resource.class)
class BadInputTest {
    /** Pieces that paths, queries and names of artifacts are put together of, good and bad. */
    private static final List<String> PIECES = List.of(
            "/",
            "//",
            ".",
            "..",
            "/../",
            "%2e%2e",
            "%2f",
            "%2F",
            "%5c",
            "\\",
            "%00",
            "%0d%0a",
            "%zz",
            "%",
            "%ff",
            "%c0%af",
            "download",
            "packages",
            "bundles",
            "manifests",
            "actions",
            "patches",
            "deploy",
            "catalogue",
            "none",
            "shop",
            ".zip",
            ".tar",
            ".json",
            ".dcz",
            "a".repeat(64),
            "A".repeat(64),
            "g".repeat(64),
            "a".repeat(63),
            "x".repeat(300),
            "?",
            "&",
            "=",
            "project_id",
            "update_number",
            "os",
            "app_version",
            "project_id=shop",
            "update_number=1",
            "update_number=99999999999999999999",
            "update_number=-1",
            "+",
            ";",
            ":",
            "@",
            "*",
            "'",
            "\"",
            "<",
            "{",
            "|",
            "~",
            "\u00e4",
            "#");

    private static final List<String> RANGE_PIECES = List.of(
            "bytes",
            "Bytes",
            "lines",
            "=",
            "=",
            "-",
            "-",
            "-",
            ",",
            ",",
            ", ",
            "0",
            "1",
            "9",
            "99",
            "500",
            "9999",
            "18446744073709551615",
            "18446744073709551616",
            "99999999999999999999999999",
            " ",
            "\t",
            ";",
            "x",
            "\"",
            "*",
            "/");

    @TestHTTPResource("/")
    String address;

    private final Random random = new Random(20261125);
    private Device device;

    @BeforeEach
    void connect() {
        device = new Device(address);
    }

    private String some(List<String> pieces, int atMost) {
        return IntStream.range(0, 1 + random.nextInt(atMost))
                .mapToObj(i -> pieces.get(random.nextInt(pieces.size())))
                .collect(Collectors.joining());
    }

    private static int status(String answer) {
        assertThat(answer).matches("(?s)HTTP/1\\.[01] [0-9]{3} .*");
        return Integer.parseInt(answer.substring(9, 12));
    }

    @Test
    void refusesAnyPathAndQueryInWords() {
        for (int i = 0; i < 1500; i++) {
            String target = "/" + some(PIECES, 8);
            String answer = device.raw("GET " + target + " HTTP/1.1");

            assertThat(status(answer)).as(target).isBetween(400, 499);
            assertThat(answer).as(target).contains("application/problem+json").contains("\"detail\":\"");
        }
    }

    @Test
    void answersAnyRangeWithBytesOrWords() {
        byte[] content = zip(1000);
        String path = "/packages/" + new Buckets().putPackage(content) + ".zip";

        for (int i = 0; i < 1500; i++) {
            String range = (random.nextBoolean() ? "bytes=" : "") + some(RANGE_PIECES, 12);
            String answer = device.raw("GET " + path + " HTTP/1.1\r\nRange: " + range);

            assertThat(status(answer)).as(range).isIn(200, 206, 416);
            assertThat(answer.length()).as(range).isLessThan(content.length + 4000);
        }
    }

    @Test
    void answersThousandsOfRangesWithTheWhole() {
        byte[] content = zip(1_000);
        String path = "/packages/" + new Buckets().putPackage(content) + ".zip";
        String many = IntStream.range(0, 2500).mapToObj(i -> i + "-").collect(Collectors.joining(",", "bytes=", ""));
        String apart = IntStream.range(0, 1500).mapToObj(i -> "0-0,-1").collect(Collectors.joining(",", "bytes=", ""));

        assertThat(status(device.raw("GET " + path + " HTTP/1.1\r\nRange: " + many)))
                .isEqualTo(206);
        assertThat(status(device.raw("GET " + path + " HTTP/1.1\r\nRange: " + apart)))
                .isEqualTo(206);
    }

    @Test
    void answersAnyConditionWithBytesOrWords() {
        String path = "/packages/" + new Buckets().putPackage(zip(1000)) + ".zip";
        var fields = List.of(
                "If-Match",
                "If-None-Match",
                "If-Range",
                "If-Modified-Since",
                "If-Unmodified-Since",
                "Want-Repr-Digest");
        var pieces =
                List.of("\"", "W/", "*", ",", " ", "abc", "Sun, 06 Nov 1994 08:49:37 GMT", "sha-256=0", "\u00ff", "\\");

        for (int i = 0; i < 500; i++) {
            String field = fields.get(random.nextInt(fields.size())) + ": " + some(pieces, 6);

            assertThat(status(device.raw("GET " + path + " HTTP/1.1\r\n" + field)))
                    .as(field)
                    .isIn(200, 304, 412);
        }
    }

    @Test
    void refusesWhatIsTooLongForTheServerWithTheRightStatus() {
        String longLine = "/download?x=" + "x".repeat(5_000);
        assertThat(device.raw("GET " + longLine + " HTTP/1.1"))
                .startsWith("HTTP/1.1 414")
                .contains("urn:tideway:problem:path-too-long");
        assertThat(device.raw("GET /download?x=" + "x".repeat(10_000) + " HTTP/1.1"))
                .matches("(?s)HTTP/1.[01] 414.*");
        assertThat(device.raw("GET /download HTTP/1.1\r\nX: " + "x".repeat(20_000)))
                .matches("(?s)HTTP/1.[01] 431.*");
        assertThat(device.raw("nonsense")).matches("(?s)HTTP/1.[01] 400.*");
    }
}
