package dev.tideway.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One request as it goes over the wire.
 *
 * @param head with the empty line at its end
 */
public record Request(String head) {
    /** @param fields header fields, each with its line break */
    public static Request get(String target, String fields) {
        return new Request("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n" + fields + "\r\n");
    }

    public static Request get(String target) {
        return get(target, "");
    }

    ByteBuffer bytes() {
        byte[] bytes = head.getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    }
}
