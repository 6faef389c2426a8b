package dev.tideway.catalog.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes JSON key by key, because the order of keys is part of what devices are promised.
 *
 * <p>One of these writes one object after the other into the same bytes: a generator costs as much as a short object.
 */
final class JsonText implements AutoCloseable {
    private static final JsonFactory FACTORY =
            new JsonFactoryBuilder().rootValueSeparator("").build();

    private final Buffer buffer = new Buffer();
    private final JsonGenerator json;

    JsonText() {
        try {
            json = FACTORY.createGenerator(buffer);
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written", e);
        }
    }

    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    private static final class Buffer extends ByteArrayOutputStream {
        Buffer() {
            super(1024);
        }

        byte[] bytes() {
            return buf;
        }
    }

    /** One object, UTF-8, without whitespace. */
    static byte[] object(Content content) {
        try (JsonText text = new JsonText()) {
            text.write(content);
            return text.buffer.toByteArray();
        }
    }

    /** Writes one object, as {@link #object} does, in place of the one before. */
    void write(Content content) {
        buffer.reset();
        try {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot be written as UTF-8", e);
        }
    }

    /** Valid up to {@link #length}, until the next object is written. */
    byte[] bytes() {
        return buffer.bytes();
    }

    int length() {
        return buffer.size();
    }

    /** Gives back what the next generator can use. */
    @Override
    public void close() {
        try {
            json.close();
        } catch (IOException e) {
            throw new UncheckedIOException("memory can always be written", e);
        }
    }
}
