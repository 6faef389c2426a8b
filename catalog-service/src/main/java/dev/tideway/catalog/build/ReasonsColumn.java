package dev.tideway.catalog.build;

import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.artifact.Reason;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Keeps reasons as the JSON that they are on the wire. */
@Converter
class ReasonsColumn implements AttributeConverter<List<Reason>, String> {
    static List<Reason> read(String json) {
        return List.of(WireJson.read(json.getBytes(StandardCharsets.UTF_8), Reason[].class));
    }

    @Override
    public String convertToDatabaseColumn(List<Reason> reasons) {
        return WireJson.writeString(
                reasons.stream().map(ReasonsColumn::storable).toList());
    }

    @Override
    public List<Reason> convertToEntityAttribute(String json) {
        return read(json);
    }

    /** A path in a broken archive may hold NUL, which PostgreSQL keeps nowhere. */
    private static Reason storable(Reason reason) {
        String path = reason.path();
        return new Reason(reason.code(), path == null ? null : visible(path), visible(reason.message()));
    }

    private static String visible(String text) {
        return text.replace('\0', '\uFFFD');
    }
}
