package dev.tideway.cli.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import dev.tideway.cli.RemoteEnd;
import dev.tideway.cli.RemoteEnd.Received;
import dev.tideway.cli.Run;
import dev.tideway.protocol.artifact.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadCommandTest {
    @TempDir
    Path folder;

    private final RemoteEnd remote = new RemoteEnd();
    private final byte[] content = new byte[300_000];
    private String etag;
    private Path file;
    private Path part;

    @BeforeEach
    void aPackageAtTheServer() {
        new Random(7).nextBytes(content);
        etag = "\"" + Sha256.of(content) + "\"";
        file = folder.resolve("app.zip");
        part = folder.resolve("app.zip.part");
        remote.on("HEAD /download", (exchange, request) -> head(exchange)).on("GET /download", this::get);
    }

    @AfterEach
    void stop() {
        remote.close();
    }

    private void head(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("ETag", etag);
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
        exchange.sendResponseHeaders(200, -1);
    }

    private void get(HttpExchange exchange, Received request) throws IOException {
        send(exchange, request, content.length);
    }

    /** @param until breaks off there */
    private void send(HttpExchange exchange, Received request, int until) throws IOException {
        int from = 0;
        if (request.headers().containsKey("Range")
                && etag.equals(request.headers().get("If-range").get(0))) {
            from = Integer.parseInt(request.headers().get("Range").get(0).replaceAll("\\D", ""));
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
        }
        exchange.getResponseHeaders().set("ETag", etag);
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        exchange.getResponseBody().write(content, from, until - from);
        exchange.getResponseBody().flush();
    }

    private Run download(Object... more) {
        return downloadTo(file, more);
    }

    private Run downloadTo(Path output, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("download", "--project", "shop", "--os", "ios"));
        arguments.addAll(List.of("--app-version", "2.1.0", "--output", output));
        arguments.addAll(List.of("--catalog-url", remote.url(), "--delivery-url", remote.url()));
        arguments.addAll(List.of(more));
        return Run.tideway(arguments.toArray());
    }

    private void offer(Sha256 promised) {
        remote.on("GET /checkUpdate", 200, """
                {"ios":{"2.1.0":{"9":{"url":"x","sha256":"%s"},"10":{"url":"x","sha256":"%s"}}}}
                """.formatted("0".repeat(64), promised));
    }

    private List<String> ranges() {
        return remote.received("GET")
                .filter(r -> r.target().startsWith("/download"))
                .map(r -> String.join("", r.headers().getOrDefault("Range", List.of("whole"))))
                .toList();
    }

    @Test
    void printsWhereThePackageIsAndNothingElse() {
        Run run = download("--update-number", 3);

        assertThat(run).isEqualTo(new Run(0, file + System.lineSeparator(), ""));
        assertThat(file).hasBinaryContent(content);
        assertThat(part).doesNotExist();
        assertThat(remote.lines().get(0))
                .isEqualTo("HEAD /download?project_id=shop&os=ios&app_version=2.1.0&update_number=3");
    }

    @Test
    void asksWhatIsOfferedWhenNoNumberIsGiven() {
        offer(Sha256.of(content));

        assertThat(download().exitCode()).isZero();
        assertThat(remote.lines().get(0)).startsWith("GET /checkUpdate?project_id=shop");
        assertThat(remote.lines().get(1)).endsWith("update_number=10");
    }

    @Test
    void saysSoWhenNothingIsOffered() {
        remote.on("GET /checkUpdate", 200, "{\"ios\":{\"2.1.0\":{}}}");

        Run run = download();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip()).isEqualTo("Nothing is offered for shop ios 2.1.0.");
    }

    @Test
    void namesTheFileAsDevicesDoInAFolder() {
        Run run = downloadTo(folder, "--update-number=3");

        assertThat(run.out().strip()).isEqualTo(folder.resolve("ios-v2.1.0.zip").toString());
    }

    @Test
    void goesOnWhereAnEarlierDownloadBrokeOff() throws Exception {
        Files.write(part, Arrays.copyOf(content, 100_000));

        assertThat(download("--update-number", 3).exitCode()).isZero();
        assertThat(file).hasBinaryContent(content);
        assertThat(ranges()).containsExactly("bytes=100000-");
    }

    @Test
    void goesOnByItselfWhenTheConnectionBreaks() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        remote.on("GET /download", (exchange, request) -> {
            boolean first = asked.getAndIncrement() == 0;
            send(exchange, request, first ? 70_000 : content.length);
            if (first) {
                // What has not been read when a connection breaks is lost.
                await().atMost(Duration.ofMinutes(1)).until(() -> Files.exists(part) && Files.size(part) > 0);
            }
        });

        Run run = download("--update-number", 3);

        assertThat(run.exitCode()).isZero();
        assertThat(file).hasBinaryContent(content);
        assertThat(ranges()).hasSize(2).first().isEqualTo("whole");
        assertThat(ranges().get(1)).matches("bytes=[1-9]\\d*-");
    }

    @Test
    void startsAgainWhenTheServerHasSomethingElseByNow() throws Exception {
        Files.write(part, Arrays.copyOf(content, 100_000));
        remote.on("GET /download", (exchange, request) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        });

        assertThat(download("--update-number", 3).exitCode()).isZero();
        assertThat(file).hasBinaryContent(content);
    }

    @Test
    void fetchesAPartOfSomethingElseFromItsStart() throws Exception {
        Files.write(part, new byte[100_000]);

        Run run = download("--update-number", 3);

        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).contains("was a part of something else");
        assertThat(file).hasBinaryContent(content);
        assertThat(ranges()).containsExactly("bytes=100000-", "whole");
    }

    @Test
    void renamesAPartThatIsCompleteWithoutFetchingIt() throws Exception {
        Files.write(part, content);

        assertThat(download("--update-number", 3).exitCode()).isZero();
        assertThat(file).hasBinaryContent(content);
        assertThat(ranges()).isEmpty();
    }

    @Test
    void fetchesAPartThatIsTooLongFromItsStart() throws Exception {
        Files.write(part, new byte[content.length + 1]);

        assertThat(download("--update-number", 3).exitCode()).isZero();
        assertThat(file).hasBinaryContent(content);
        assertThat(ranges()).containsExactly("whole");
    }

    @Test
    void deletesThePartWhoseDigestIsWrongAndSaysSo() throws Exception {
        Files.writeString(file, "what was there before");
        offer(Sha256.of(new byte[1]));

        Run run = download();

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).hasLineCount(1).contains("SHA-256", "deleted");
        assertThat(part).doesNotExist();
        assertThat(file).hasContent("what was there before");
    }

    @Test
    void takesTheDigestFromReprDigestWhereTheEtagIsNone() {
        etag = "\"7\"";
        remote.on("HEAD /download", (exchange, request) -> {
            exchange.getResponseHeaders()
                    .set(
                            "Repr-Digest",
                            "sha-512=:AAAA:, sha-256=:"
                                    + Base64.getEncoder()
                                            .encodeToString(Sha256.of(content).bytes()) + ":");
            head(exchange);
        });

        assertThat(download("--update-number", 3).exitCode()).isZero();
    }

    @Test
    void refusesAPackageWithoutAnyDigest() {
        etag = "\"7\"";

        Run run = download("--update-number", 3);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("no SHA-256");
    }

    @Test
    void showsTheServersReasonThoughItsAnswerToHeadHasNone() {
        remote.on("HEAD /download", (exchange, request) -> exchange.sendResponseHeaders(404, -1))
                .on("GET /download", 404, "{\"detail\":\"Update 8 was never offered.\"}");

        Run run = download("--update-number", 8);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err().strip()).isEqualTo("Update 8 was never offered.");
    }

    @Test
    void aFolderThatIsNotThereIsWrongUse() {
        Run run = downloadTo(folder.resolve("no/app.zip"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("There is no folder");
    }
}
