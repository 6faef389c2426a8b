package dev.tideway.protocol;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Writes and reads {@link WireRecord}s, the same way in every service: equal records give equal bytes. */
public final class WireJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private WireJson() {}

    /** UTF-8, without whitespace. */
    public static byte[] write(Object wireRecord) {
        try {
            return MAPPER.writeValueAsBytes(wireRecord);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String writeString(Object wireRecord) {
        return new String(write(wireRecord), StandardCharsets.UTF_8);
    }

    /**
     * @throws InvalidValueException if the text is no JSON, has a field twice, or breaks a rule of the record; it names
     *     the field, or {@code body} where there is none to name
     */
    public static <T> T read(byte[] json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof InvalidValueException broken) {
                throw broken;
            }
            throw new InvalidValueException(pathOf(e), "cannot be read: " + e.getOriginalMessage());
        } catch (JsonProcessingException e) {
            throw new InvalidValueException("body", "is no JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            // Jackson's word for bytes that are no text, such as UCS-4: it is no JsonProcessingException.
            throw new InvalidValueException("body", "is no JSON: " + e.getMessage());
        }
    }

    private static String pathOf(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }
}
