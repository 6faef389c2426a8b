package dev.tideway.catalog.project;

import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.catalogue.ProjectSettings;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.nio.charset.StandardCharsets;

/** Keeps settings as the JSON that they are on the wire, so that a new one needs no new column. */
@Converter
public class SettingsColumn implements AttributeConverter<ProjectSettings, String> {
    /** Reads a stored value; what it does not name has its default. */
    public static ProjectSettings read(String json) {
        return WireJson.read(json.getBytes(StandardCharsets.UTF_8), ProjectSettings.class);
    }

    @Override
    public String convertToDatabaseColumn(ProjectSettings settings) {
        return WireJson.writeString(settings);
    }

    @Override
    public ProjectSettings convertToEntityAttribute(String json) {
        return read(json);
    }
}
