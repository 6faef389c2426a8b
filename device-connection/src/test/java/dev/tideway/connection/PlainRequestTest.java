package dev.tideway.connection;

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
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainRequestTest {
    private static final String LINE = "GET /download?project_id=shop&update_number=3 HTTP/1.1\r\n";

    private final byte[] bytes = new byte[PlainRequest.LONGEST];
    private final PlainRequest<Field> request = new PlainRequest<>(bytes, Field.class);

    private enum Field {
        RANGE,
        IF_RANGE,
        IF_MATCH,
        IF_NONE_MATCH,
        IF_MODIFIED_SINCE,
        IF_UNMODIFIED_SINCE,
        WANT_REPR_DIGEST
    }

    @Test
    void readsWhatADeviceSends() {
        String sent = LINE
                + "Host: x\r\nUser-Agent: Shop/2.1 (é)\r\nAccept:\r\nX-Empty: \t\r\nConnection: Keep-Alive\r\n\r\n";

        assertThat(read(sent)).isEqualTo(sent.length());
        assertThat(request.isGet()).isTrue();
        assertThat(request.target()).isEqualTo("/download?project_id=shop&update_number=3");
        assertThat(request.field(Field.RANGE)).isNull();
    }

    @Test
    void readsTheFirstOfSeveral() {
        String first = LINE + "Host: x\r\nRANGE: bytes=0-9 \r\nIf-range:\"a\"\r\n\r\n";

        assertThat(read(first + LINE)).isEqualTo(first.length());
        assertThat(request.field(Field.RANGE)).isEqualTo("bytes=0-9");
        assertThat(request.field(Field.IF_RANGE)).isEqualTo("\"a\"");

        assertThat(read("HEAD /x HTTP/1.1\r\n\r\n")).isEqualTo(20);
        assertThat(request.isGet()).isFalse();
        assertThat(request.field(Field.RANGE)).isNull();
    }

    @Test
    void takesValuesWithoutTheSpacesAroundThem() {
        read(LINE + "If-Match:\t \"a b\"\t \r\nIf-None-Match: \t\r\nIf-Range:\"c\"\r\n\r\n");

        assertThat(request.field(Field.IF_MATCH)).isEqualTo("\"a b\"");
        assertThat(request.field(Field.IF_NONE_MATCH)).isEmpty();
        assertThat(request.field(Field.IF_RANGE)).isEqualTo("\"c\"");
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
                "Range: bytes=0-1\r\nRange: bytes=2-3",
                "If-None-Match: \"a\"\r\nIf-None-Match: \"b\"",
            })
    void leavesWhatMightMeanMoreToTheServer(String field) {
        assertThat(read(LINE + "Host: x\r\n" + field + "\r\n\r\n")).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /x HTTP/1.0\r\n\r\n",
                "GET /x HTTP/1.1\n\n",
                "GET x HTTP/1.1\r\n\r\n",
                "GET http://x/x HTTP/1.1\r\n\r\n",
                "GET /a b HTTP/1.1\r\n\r\n",
                "GET /x#y HTTP/1.1\r\n\r\n",
                "GET /\0 HTTP/1.1\r\n\r\n",
                "POST /x HTTP/1.1\r\n\r\n",
                "get /x HTTP/1.1\r\n\r\n",
                "GET /x HTTP/1.1\r\nHost: x\r\n",
                "GET /x HTTP/1.1\r\nHost: x\r",
                "GET /x HTTP/1.1",
                "GET /down",
                "GET ",
                "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                "G",
                "",
            })
    void leavesWhatIsNoWholePlainRequestToTheServer(String sent) {
        assertThat(read(sent)).isZero();
    }

    @Test
    void everyBeginningOfAPlainRequestIsCutOff() {
        String sent = LINE + "Host: x\r\nRange: bytes=0-9\r\nConnection: keep-alive\r\n\r\n";
        for (int length = 0; length < sent.length(); length++) {
            assertThat(read(sent.substring(0, length))).isZero();
            assertThat(request.isCutOff()).as(sent.substring(0, length)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /x HTTP/1.1\r\nHo",
                "PRI * HT",
                "GET x",
                "GET /a b",
                "GET /x HTTP/1.0\r\nHost: x",
                "GET /x HTTP/1.1\n",
                "GET /x HTTP/1.1\r\nHost: x\n",
                "GET /x HTTP/1.1\r\n folded",
                "GET /x HTTP/1.1\r\nContent-Length: 5\r\nHost: x",
                "GET /x HTTP/1.1\r\nX: nul \0 ",
                "GET /x HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
            })
    void whatIsNoPlainRequestIsNotCutOffHoweverItGoesOn(String sent) {
        assertThat(read(sent)).isZero();
        assertThat(request.isCutOff()).isFalse();
    }

    /** Where the two differed about the end of a request, one connection could be made to answer for another. */
    @Property(tries = 3000)
    void recognisesNothingThatTheServerWouldReadOtherwise(@ForAll("requests") String sent) {
        int taken = read(sent);
        if (taken == 0) {
            return;
        }
        var server = new EmbeddedChannel(new HttpRequestDecoder());
        server.writeInbound(Unpooled.copiedBuffer(sent.substring(0, taken), StandardCharsets.ISO_8859_1));

        HttpRequest read = server.readInbound();
        HttpObject end = server.readInbound();
        assertThat(read.decoderResult().isSuccess()).isTrue();
        assertThat(read.method().equals(HttpMethod.GET)).isEqualTo(request.isGet());
        assertThat(read.protocolVersion()).isEqualTo(HttpVersion.HTTP_1_1);
        assertThat(read.uri()).isEqualTo(request.target());
        for (Field field : Field.values()) {
            String value = request.field(field);
            assertThat(read.headers()
                            .getAll(field.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                    .isEqualTo(value == null ? List.of() : List.of(value));
        }
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
                "HEAD /packages/x HTTP/1.1\r\n",
                "OPTIONS /x HTTP/1.1\r\n",
                "GET /%zz?é=\u00e9 HTTP/1.1\r\n",
                "GET /x HTTP/1.1 \r\n",
                "GET / HTTP/1.1\r\n",
                "GET  /x HTTP/1.1\r\n");
        Arbitrary<String> names = Arbitraries.of(
                "Host",
                "Range",
                "If-Range",
                "if-match",
                "If-None-Match",
                "If-Modified-Since",
                "If-Unmodified-Since",
                "Want-Repr-Digest",
                "Content-Length",
                "Transfer-Encoding",
                "Connection",
                "X-\u00e9",
                "X y",
                "",
                "Te");
        Arbitrary<String> values = Arbitraries.of(
                "x",
                " \"a\" ",
                "0",
                "chunked",
                "keep-alive",
                "close",
                "",
                "\u00ff",
                "a\tb",
                "a\u000bb",
                " \u00a0x\u0085");
        Arbitrary<String> separators = Arbitraries.of(": ", ":", ":", " :", "");
        Arbitrary<String> ends = Arbitraries.of("\r\n", "\r\n", "\r\n", "\n", "\r", "\r\n ");
        Arbitrary<String> fields = Combinators.combine(names, separators, values, ends)
                .as((name, separator, value, end) -> name + separator + value + end);
        return Combinators.combine(lines, fields.list().ofMaxSize(4), Arbitraries.of("\r\n", "\r\n", "\n", ""))
                .as((line, list, end) -> line + String.join("", list) + end);
    }

    private int read(String sent) {
        byte[] raw = sent.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(raw, 0, bytes, 0, raw.length);
        return request.read(raw.length);
    }
}
