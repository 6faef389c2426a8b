package dev.tideway.cli.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideway.cli.RemoteEnd;
import dev.tideway.cli.RemoteEnd.Received;
import dev.tideway.cli.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsUploadTest {
    private static final int PART = 100_000;
    private static final String BUILDS = "/api/v1/projects/shop/builds";

    @TempDir
    Path folder;

    private final RemoteEnd remote = new RemoteEnd();
    private final String content = "0123456789".repeat(25_000);

    @BeforeEach
    void aCatalogThatAsksForThreeParts() {
        String parts = List.of(1, 2, 3).stream()
                .map(number -> "\"" + remote.url() + "/store/part-" + number + "\"")
                .collect(Collectors.joining(","));
        remote.on("GET /api/v1/projects/shop", 200, "{}");
        remote.on(
                "POST " + BUILDS,
                201,
                "{\"build_id\":\"ci-1\",\"os\":\"ios\",\"part_size\":" + PART + ",\"part_urls\":[" + parts + "]}");
        for (int number = 1; number <= 3; number++) {
            remote.on("PUT /store/part-" + number, 200, "{}");
        }
        remote.on(
                "POST " + BUILDS + "/ci-1/finished", 202, "{\"build_id\":\"ci-1\",\"os\":\"ios\",\"state\":\"held\"}");
    }

    @AfterEach
    void stop() {
        remote.close();
    }

    private Run publish(String... more) throws IOException {
        Path archive = Files.writeString(folder.resolve("web.zip"), content);
        List<Object> arguments = new ArrayList<>(List.of("publish", archive, "--project=shop", "--os=ios"));
        arguments.addAll(List.of("--app-version=2.1.0", "--build-id=ci-1", "--catalog-url", remote.url()));
        arguments.addAll(List.of("--token", "secret"));
        arguments.addAll(List.of(more));
        return Run.tideway(arguments.toArray());
    }

    private String part(int number) {
        return remote.received("PUT")
                .filter(r -> r.target().equals("/store/part-" + number))
                .reduce((first, last) -> last)
                .map(Received::text)
                .orElse("");
    }

    @Test
    void aLargeArchiveGoesUpInParts() throws IOException {
        Run run = publish("--parts-above=0");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(part(1) + part(2) + part(3)).isEqualTo(content);
        assertThat(part(1)).hasSize(PART);
        assertThat(part(3)).hasSize(50_000);
        assertThat(remote.received("POST").findFirst().orElseThrow().text())
                .contains("\"size\":250000")
                .contains("\"multipart\":true");
    }

    @Test
    void aPartThatFailedOnceIsSentAgainByItself() throws IOException {
        AtomicInteger attempts = new AtomicInteger();
        remote.on(
                "PUT /store/part-2",
                (exchange, request) -> RemoteEnd.send(exchange, attempts.getAndIncrement() == 0 ? 503 : 200, "{}"));

        Run run = publish("--parts-above=0");

        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(attempts).hasValue(2);
        assertThat(part(2)).isEqualTo(content.substring(PART, 2 * PART));
        assertThat(remote.received("PUT")).hasSize(4);
    }

    @Test
    void whereOnePartIsRefusedTheBuildIsNotAnnounced() throws IOException {
        remote.on("PUT /store/part-3", 403, "{}");

        Run run = publish("--parts-above=0");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("refused the upload (403)");
        assertThat(remote.lines()).noneMatch(line -> line.contains("/finished"));
    }
}
