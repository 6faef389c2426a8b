package dev.tideway.catalog.check;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes JSON key by key, because the order of keys is part of what devices are promised. */
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** One object, UTF-8, without whitespace. */
    static byte[] object(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text cannot be written as UTF-8", e);
        }
        return bytes.toByteArray();
    }
}
