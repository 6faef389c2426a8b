package dev.tideway.catalog.check;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.ProjectSettings;
import dev.tideway.protocol.catalogue.ProjectSettings.EmptyAnswer;
import java.io.IOException;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What stock plugins understand, for one channel: os → app version → update number → update.
 *
 * @param everyOs of the project in its order, also those that have nothing on this channel
 * @param withPlaces those that have something on it
 */
record StockForm(ProjectSettings settings, List<String> everyOs, List<OsAnswers> withPlaces) {
    /** Null if nothing was released for that os on this channel. */
    @Nullable OsAnswers find(String os) {
        for (OsAnswers ofOs : withPlaces) {
            if (ofOs.os().equals(os)) {
                return ofOs;
            }
        }
        return null;
    }

    /**
     * An answer that is not ready.
     *
     * @param os lower-case; null: every os
     * @param appVersion null: the newest update of every app version
     */
    Answer answer(@Nullable String os, @Nullable String appVersion) {
        List<String> asked = os == null ? everyOs : List.of(os);
        byte[] body = JsonText.object(json -> write(json, asked, appVersion));
        boolean offersAnUpdate = withPlaces.stream()
                .filter(ofOs -> asked.contains(ofOs.os()))
                .anyMatch(ofOs -> appVersion == null ? !ofOs.updated().isEmpty() : ofOs.hasUpdate(appVersion));
        return Answer.of(body, offersAnUpdate);
    }

    void write(JsonGenerator json, List<String> asked, @Nullable String appVersion) throws IOException {
        for (String os : asked) {
            json.writeObjectFieldStart(os);
            OsAnswers ofOs = find(os);
            if (appVersion != null) {
                writeVersion(json, ofOs, appVersion);
            } else if (ofOs != null) {
                writeUpdates(json, ofOs, ofOs.updated());
            }
            json.writeEndObject();
        }
    }

    private void writeVersion(JsonGenerator json, @Nullable OsAnswers ofOs, String appVersion) throws IOException {
        json.writeFieldName(appVersion);
        if (ofOs != null && ofOs.hasUpdate(appVersion)) {
            json.writeRawValue(ofOs.update(appVersion));
        } else {
            writeEmpty(json);
        }
        if (ofOs != null && settings.newerAppVersions()) {
            writeUpdates(json, ofOs, ofOs.updatedAbove(appVersion));
        }
    }

    private static void writeUpdates(JsonGenerator json, OsAnswers ofOs, List<String> appVersions) throws IOException {
        for (String appVersion : appVersions) {
            json.writeFieldName(appVersion);
            json.writeRawValue(ofOs.update(appVersion));
        }
    }

    private void writeEmpty(JsonGenerator json) throws IOException {
        json.writeStartObject();
        if (settings.emptyAnswer() == EmptyAnswer.ZERO) {
            StockUpdate.writeZero(json);
        }
        json.writeEndObject();
    }

    /** The static form of a channel: every app version and every update that all devices may be told. */
    static byte[] everyUpdate(
            SortedMap<String, NavigableMap<AppVersion, Line>> channel, ProjectSettings settings, ArtifactUrls urls) {
        return JsonText.object(json -> {
            for (var os : withUpdates(channel).entrySet()) {
                json.writeObjectFieldStart(os.getKey());
                for (var version : os.getValue().entrySet()) {
                    json.writeObjectFieldStart(version.getKey().toString());
                    Line line = version.getValue();
                    for (CatalogueRelease release : line.allForEveryDevice(settings.staticUpdates())) {
                        StockUpdate.of(release, line, settings, urls).write(json);
                    }
                    json.writeEndObject();
                }
                json.writeEndObject();
            }
        });
    }

    private static SortedMap<String, NavigableMap<AppVersion, Line>> withUpdates(
            SortedMap<String, NavigableMap<AppVersion, Line>> channel) {
        SortedMap<String, NavigableMap<AppVersion, Line>> kept = new TreeMap<>();
        channel.forEach((os, versions) -> versions.forEach((version, line) -> {
            if (line.newestForEveryDevice().isPresent()) {
                kept.computeIfAbsent(os, o -> new TreeMap<>()).put(version, line);
            }
        }));
        return kept;
    }
}
