package dev.tideway.catalog.check;

import static dev.tideway.catalog.check.Catalogues.catalogue;
import static dev.tideway.catalog.check.Catalogues.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tideway.catalog.token.SigningKeyResource;
import dev.tideway.local.testing.RealPartsResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same answers by either way, in the order in which they were asked for. */
@QuarkusTest
@QuarkusTestResource(RealPartsResource.class)
@QuarkusTestResource(SigningKeyResource.class)
class CheckFastPathTest {
    private static final String QUERY = "project_id=fast-shop&os=ios&app_version=2.1.0";
    private static final String PLAIN = get("/checkUpdate?" + QUERY, "");
    private static final String LAST = get("/checkUpdate?project_id=fast-shop&os=last", "Connection: close\r\n");
    private static final String LIVE = get("/q/health/live", "");

    /** Only the fast path writes this field in lower case. */
    private static final String FAST = "\r\ncache-tag: project-fast-shop\r\n";

    @Inject
    CatalogueIndex index;

    @TestHTTPResource("/")
    URL address;

    @BeforeEach
    void fillTheIndex() {
        await().atMost(Duration.ofMinutes(4)).until(index::isFilled);
        index.apply(catalogue(
                "fast-shop",
                1,
                release("ios", "2.1.0", 3),
                release("ios", "2.1.0 b", 4),
                release("ios", "2.1.0+build5é", 5),
                release("android", "2.1.0", 6)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                QUERY,
                "project_id=fast-shop",
                "project_id=fast-shop&os=ios",
                "project_id=fast-shop&app_version=2.1.0",
                "project_id=fast-shop&os=web&app_version=9",
                "project_id=fast-shop&os=IOS&app_version=2.1.0&build_type=Release&my_update_number=%zz",
                "project_id=fast-shop&os=ios&app_version=2.1.0%20b",
                "project_id=fast-shop&os=ios&app_version=2.1.0+build5é",
                "project_id=fast-shop&os=ios&app_version=2.1.0%2Bbuild5%C3%A9",
                "client=1&project_id=fast-shop&os=ios&app_version=2.1.0",
                "client=1&project_id=fast-shop&os=ios&app_version=7",
                "client=1&project_id=fast-shop",
                "project_id=unknown",
                "project_id=a/b",
                "project_id=fast-shop&os=%zz",
                "project_id=fast-shop&project_id=fast-shop",
                "os=ios",
                "",
            })
    void answersAsTheHttpServerDoes(String query) throws IOException {
        String request = get("/checkUpdate?" + query, "");

        List<String> fast = answers(request + LAST);
        List<String> general = answers(LIVE + request + LAST);

        assertThat(comparable(fast.get(0))).isEqualTo(comparable(general.get(1)));
        assertThat(fast.get(0)).doesNotContain("Cache-Tag:");
        assertThat(general.get(1)).doesNotContain("\r\ncache-tag:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "W/%s", "*", "\"x\", %s", "\"x\"", "%s, \"not closed"})
    void tellsWhoHasTheAnswerAsTheHttpServerDoes(String ifNoneMatch) throws IOException {
        String etag = field("etag", answers(PLAIN + LAST).get(0));
        String request = get("/checkUpdate?" + QUERY, "If-None-Match: " + String.format(ifNoneMatch, etag) + "\r\n");

        List<String> fast = answers(request + LAST);
        List<String> general = answers(LIVE + request + LAST);

        assertThat(comparable(fast.get(0))).isEqualTo(comparable(general.get(1)));
        assertThat(fast.get(0)).contains(FAST);
    }

    @Test
    void datesItsAnswers() throws IOException {
        assertThat(field("date", answers(PLAIN + LAST).get(0)))
                .matches("(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \\d\\d [A-Z][a-z][a-z] \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
    }

    @Test
    void keepsTheOrderOfAnswersWhenAConnectionTurnsToOtherRequests() throws IOException {
        String other = get("/checkUpdate?project_id=fast-shop&os=android&app_version=2.1.0", "");
        String withBody = "POST /checkUpdate?" + QUERY + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + PLAIN.length()
                + "\r\n\r\n" + PLAIN;

        List<String> answers = answers(PLAIN + other + LIVE + PLAIN + withBody + other + LAST);

        assertThat(answers).hasSize(7);
        assertThat(answers.get(0)).contains(FAST, "{\"ios\":{\"2.1.0\":{\"3\":");
        assertThat(answers.get(1)).contains(FAST, "{\"android\":{\"2.1.0\":{\"6\":");
        assertThat(answers.get(2)).contains("\"status\": \"UP\"");
        assertThat(answers.get(3)).contains("{\"ios\":{\"2.1.0\":{\"3\":").doesNotContain(FAST);
        assertThat(answers.get(4)).startsWith("HTTP/1.1 405 ");
        assertThat(answers.get(5)).contains("{\"android\":{\"2.1.0\":{\"6\":");
        assertThat(answers.get(6)).contains("{\"last\":{}}");
    }

    @Test
    void answersARequestThatArrivesInPieces() throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.setTcpNoDelay(true);
            socket.getOutputStream().write(ascii(PLAIN));
            String first = read(socket);
            for (byte one : ascii(PLAIN)) {
                socket.getOutputStream().write(one);
            }
            String second = read(socket);

            assertThat(first).contains(FAST);
            assertThat(comparable(second)).isEqualTo(comparable(first));
        }
    }

    @Test
    void answersManyThatArriveAtOnce() throws IOException {
        List<String> answers = answers(PLAIN.repeat(2_000) + LAST);

        assertThat(answers).hasSize(2_001);
        assertThat(answers.subList(0, 2_000)).allMatch(answer -> answer.contains("{\"ios\":{\"2.1.0\":{\"3\":"));
    }

    @Test
    void answersHttp10AndCloses() throws IOException {
        List<String> answers = answers("GET /checkUpdate?" + QUERY + " HTTP/1.0\r\n\r\n");

        assertThat(answers).hasSize(1);
        assertThat(answers.get(0)).startsWith("HTTP/1.0 200 ").contains("{\"ios\":{\"2.1.0\":{\"3\":");
    }

    @Test
    void answersHttp2AsItAnswersHttp11() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + "checkUpdate?" + QUERY))
                .build();

        var http2 = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .build()
                .send(request, BodyHandlers.ofString());
        var http11 = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.ofString());

        assertThat(http2.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(http2.body()).isEqualTo(http11.body());
        assertThat(http2.headers().firstValue("etag"))
                .isEqualTo(http11.headers().firstValue("etag"));
    }

    private static String get(String target, String fields) {
        return "GET " + target + " HTTP/1.1\r\nHost: x\r\n" + fields + "\r\n";
    }

    /** Status line, fields in lower case and in order, body; without what differs from second to second. */
    private static String comparable(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        String[] head = answer.substring(0, end).split("\r\n");
        TreeSet<String> fields = new TreeSet<>();
        for (int i = 1; i < head.length; i++) {
            int colon = head[i].indexOf(':');
            String name = head[i].substring(0, colon).toLowerCase(Locale.ROOT);
            fields.add(name.equals("date") ? name : name + head[i].substring(colon));
        }
        return head[0] + "\n" + fields + "\n" + answer.substring(end);
    }

    private static String field(String name, String answer) {
        int begin = answer.indexOf("\r\n" + name + ": ") + name.length() + 4;
        return answer.substring(begin, answer.indexOf("\r\n", begin));
    }

    /** The answers on one connection that the server closes at the end. */
    private List<String> answers(String requests) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            Thread sender = new Thread(() -> {
                try {
                    socket.getOutputStream().write(requests.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            sender.start();
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            List<String> answers = new ArrayList<>();
            int begin = 0;
            for (int next = all.indexOf("HTTP/1.", 1); next > 0; next = all.indexOf("HTTP/1.", next + 1)) {
                answers.add(all.substring(begin, next));
                begin = next;
            }
            answers.add(all.substring(begin));
            return answers;
        }
    }

    /** One answer with a body. */
    private static String read(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!answer.toString().endsWith("}}}}")) {
            int count = socket.getInputStream().read(buffer);
            assertThat(count).isPositive();
            answer.append(new String(buffer, 0, count, StandardCharsets.UTF_8));
        }
        return answer.toString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
