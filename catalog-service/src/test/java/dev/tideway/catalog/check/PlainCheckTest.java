package dev.tideway.catalog.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainCheckTest {
    private static final String LINE = "GET /checkUpdate?project_id=shop&os=ios HTTP/1.1\r\n";

    private final byte[] bytes = new byte[PlainCheck.LONGEST];
    private final PlainCheck check = new PlainCheck(bytes);

    @Test
    void readsWhatADeviceSends() {
        String request = LINE + "Host: x\r\nUser-Agent: Shop/2.1 (é)\r\nAccept:\r\nX-Empty: \t\r\n\r\n";

        assertThat(read(request)).isEqualTo(request.length());
        assertThat(check.query()).isEqualTo("project_id=shop&os=ios");
        assertThat(check.ifNoneMatch()).isNull();
    }

    @Test
    void readsTheFirstOfSeveral() {
        String request = LINE + "Host: x\r\nIF-None-Match: \"a\", W/\"b\" \r\n\r\n";

        assertThat(read(request + LINE)).isEqualTo(request.length());
        assertThat(check.ifNoneMatch()).isEqualTo("\"a\", W/\"b\"");

        assertThat(read(LINE + "\r\n")).isEqualTo(LINE.length() + 2);
        assertThat(check.ifNoneMatch()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 0",
                "content-length: 5",
                "Transfer-Encoding: chunked",
                "Upgrade: h2c",
                "Expect: 100-continue",
                "Connection: close",
                "Connection: Upgrade, HTTP2-Settings",
                "Content-Length : 5",
                " folded: x",
                "\tfolded: x",
                "no colon",
                ": no name",
                "X: nul \0",
                "X: a\rb",
                "X: a\nContent-Length: 5",
                "If-None-Match: \"a\"\r\nIf-None-Match: \"b\"",
            })
    void leavesWhatMightMeanMoreToTheServer(String field) {
        assertThat(read(LINE + "Host: x\r\n" + field + "\r\n\r\n")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /checkUpdate HTTP/1.1\r\n\r\n",
                "GET /checkUpdate/?project_id=shop HTTP/1.1\r\n\r\n",
                "GET //checkUpdate?project_id=shop HTTP/1.1\r\n\r\n",
                "GET /checkUpdate?project_id=shop HTTP/1.0\r\n\r\n",
                "GET /checkUpdate?project_id=shop HTTP/1.1\n\n",
                "GET /checkUpdate?project_id=a b HTTP/1.1\r\n\r\n",
                "GET /checkUpdate?project_id=shop#x HTTP/1.1\r\n\r\n",
                "HEAD /checkUpdate?project_id=shop HTTP/1.1\r\n\r\n",
                "POST /checkUpdate?project_id=shop HTTP/1.1\r\n\r\n",
                "get /checkUpdate?project_id=shop HTTP/1.1\r\n\r\n",
                "GET /checkUpdate?project_id=shop HTTP/1.1\r\nHost: x\r\n",
                "GET /checkUpdate?project_id=sh",
                "G",
                "",
            })
    void leavesWhatIsNoWholePlainCheckToTheServer(String request) {
        assertThat(read(request)).isZero();
    }

    /** Where the two differed about the end of a request, one connection could be made to answer for another. */
    @Property(tries = 3000)
    void recognisesNothingThatTheServerWouldReadOtherwise(@ForAll("requests") String request) {
        int taken = read(request);
        if (taken == 0) {
            return;
        }
        EmbeddedChannel server = new EmbeddedChannel(new HttpRequestDecoder());
        server.writeInbound(Unpooled.copiedBuffer(request.substring(0, taken), StandardCharsets.ISO_8859_1));

        HttpRequest read = server.readInbound();
        HttpObject end = server.readInbound();
        assertThat(read.decoderResult().isSuccess()).isTrue();
        assertThat(read.method()).isEqualTo(HttpMethod.GET);
        assertThat(read.protocolVersion()).isEqualTo(HttpVersion.HTTP_1_1);
        assertThat(read.uri()).isEqualTo("/checkUpdate?" + check.query());
        assertThat(read.headers().getAll("If-None-Match"))
                .isEqualTo(check.ifNoneMatch() == null ? List.of() : List.of(check.ifNoneMatch()));
        assertThat(end).isSameAs(LastHttpContent.EMPTY_LAST_CONTENT);
        assertThat((HttpObject) server.readInbound()).isNull();
        server.finishAndReleaseAll();
    }

    @Provide
    Arbitrary<String> requests() {
        Arbitrary<String> lines = Arbitraries.of(
                LINE,
                LINE,
                LINE,
                "GET /checkUpdate?%zz&é=\u00e9 HTTP/1.1\r\n",
                "GET /checkUpdate?x HTTP/1.1 \r\n",
                "GET /checkUpdate? HTTP/1.1\r\n",
                "GET  /checkUpdate?x HTTP/1.1\r\n");
        Arbitrary<String> names = Arbitraries.of(
                "Host",
                "If-None-Match",
                "Content-Length",
                "Transfer-Encoding",
                "Connection",
                "X-\u00e9",
                "X y",
                "",
                "Te");
        Arbitrary<String> values =
                Arbitraries.of("x", " \"a\" ", "0", "chunked", "keep-alive", "close", "", "\u00ff", "a\tb", "a\u000bb");
        Arbitrary<String> separators = Arbitraries.of(": ", ":", ":", " :", "");
        Arbitrary<String> ends = Arbitraries.of("\r\n", "\r\n", "\r\n", "\n", "\r", "\r\n ");
        Arbitrary<String> fields = Combinators.combine(names, separators, values, ends)
                .as((name, separator, value, end) -> name + separator + value + end);
        return Combinators.combine(lines, fields.list().ofMaxSize(4), Arbitraries.of("\r\n", "\r\n", "\n", ""))
                .as((line, list, end) -> line + String.join("", list) + end);
    }

    private int read(String request) {
        byte[] sent = request.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(sent, 0, bytes, 0, sent.length);
        return check.read(sent.length);
    }
}
