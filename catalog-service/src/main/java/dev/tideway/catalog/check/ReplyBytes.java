package dev.tideway.catalog.check;

import dev.tideway.catalog.problem.Problem;
import dev.tideway.protocol.WireJson;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Arrays;

/** Writes replies as whole HTTP/1.1 messages (RFC 9112), into bytes that are used again and again by one thread. */
final class ReplyBytes {
    /** Whole answers are much shorter; longer ones get more. */
    private static final int USUAL = 4096;

    /** Status line and fields whose length does not depend on the answer's body. */
    private static final int HEAD = 1024;

    private static final byte[] OK = Bytes.ascii("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ndate: ");
    private static final byte[] NOT_MODIFIED = Bytes.ascii("HTTP/1.1 304 Not Modified\r\ndate: ");
    private static final byte[] ETAG = Bytes.ascii("\r\netag: ");
    private static final byte[] CACHE_CONTROL = Bytes.ascii("\r\ncache-control: ");
    private static final byte[] CACHE_TAG = Bytes.ascii("\r\ncache-tag: " + CheckReply.CACHE_TAG);
    private static final byte[] SURROGATE_KEY = Bytes.ascii("\r\nsurrogate-key: " + CheckReply.CACHE_TAG);
    private static final byte[] CONTENT_LENGTH = Bytes.ascii("\r\ncontent-length: ");
    private static final byte[] HEAD_END = Bytes.ascii("\r\n\r\n");

    private byte[] bytes = new byte[USUAL];
    private int length;

    /** Valid up to {@link #length}, until the next reply is written. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void write(CheckReply reply) {
        length = 0;
        if (reply instanceof CheckReply.Told told) {
            write(told);
        } else if (reply instanceof CheckReply.Refused refused) {
            write(refused);
        }
    }

    private void write(CheckReply.Told told) {
        Answer answer = told.answer();
        room(HEAD + told.cacheControl().length() + answer.length());
        put(told.isKnown() ? NOT_MODIFIED : OK);
        put(HttpDate.nowInBytes());
        put(ETAG);
        length = answer.entityTag().write(bytes, length);
        put(CACHE_CONTROL);
        put(told.cacheControl());
        put(CACHE_TAG);
        put(told.projectId());
        put(SURROGATE_KEY);
        put(told.projectId());
        if (told.isKnown()) {
            put(HEAD_END);
        } else {
            put(CONTENT_LENGTH);
            length = Bytes.decimal(answer.length(), bytes, length);
            put(HEAD_END);
            length = answer.writeBody(bytes, length);
        }
    }

    private void write(CheckReply.Refused refused) {
        byte[] body = WireJson.write(refused.problem());
        String head = "HTTP/1.1 " + HttpResponseStatus.valueOf(refused.problem().status())
                + "\r\ncontent-type: " + Problem.MEDIA_TYPE
                + "\r\ndate: " + HttpDate.now()
                + "\r\ncache-control: " + refused.cacheControl()
                + (refused.isForNow() ? "\r\nretry-after: 1" : "")
                + "\r\ncontent-length: " + body.length
                + "\r\n\r\n";
        room(head.length() + body.length);
        put(head);
        put(body);
    }

    private void room(int count) {
        if (bytes.length < count) {
            bytes = Arrays.copyOf(bytes, 2 * count);
        }
    }

    private void put(byte[] what) {
        length = Bytes.put(what, bytes, length);
    }

    /** Copies one byte for each char. */
    @SuppressWarnings("deprecation")
    private void put(String latin) {
        latin.getBytes(0, latin.length(), bytes, length);
        length += latin.length();
    }
}
