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
 * <p>It is kept beside the ready answers for those who ask for an os or app version that nobody foresaw.
 */
final class StockForm {
    private final ProjectSettings settings;
    private final List<OsUpdates> newest;

    /** @param newest every os of the project in its order, also those that have nothing in this channel */
    StockForm(ProjectSettings settings, List<OsUpdates> newest) {
        this.settings = settings;
        this.newest = newest;
    }

    boolean has(String os) {
        return newest.stream().anyMatch(ofOs -> ofOs.os().equals(os));
    }

    /**
     * @param os lower-case; null: every os
     * @param appVersion null: the newest update of every app version
     */
    Answer answer(@Nullable String os, @Nullable String appVersion) {
        boolean[] offers = {false};
        byte[] body = JsonText.object(json -> {
            for (OsUpdates ofOs : newest) {
                if (os == null || ofOs.os().equals(os)) {
                    json.writeObjectFieldStart(ofOs.os());
                    offers[0] |= writeVersions(json, ofOs, appVersion);
                    json.writeEndObject();
                }
            }
            if (os != null && !has(os)) {
                writeNothing(json, os, appVersion);
            }
        });
        return new Answer(body, offers[0]);
    }

    private boolean writeVersions(JsonGenerator json, OsUpdates ofOs, @Nullable String appVersion) throws IOException {
        if (appVersion == null) {
            writeFrom(0, json, ofOs);
            return ofOs.count() > 0;
        }
        int asked = ofOs.indexOf(appVersion);
        json.writeFieldName(appVersion);
        if (asked < 0) {
            writeEmpty(json);
        } else {
            json.writeRawValue(ofOs.update(asked));
        }
        if (settings.newerAppVersions()) {
            writeFrom(ofOs.firstAbove(new AppVersion(appVersion)), json, ofOs);
        }
        return asked >= 0;
    }

    private static void writeFrom(int first, JsonGenerator json, OsUpdates ofOs) throws IOException {
        for (int i = first; i < ofOs.count(); i++) {
            json.writeFieldName(ofOs.appVersion(i));
            json.writeRawValue(ofOs.update(i));
        }
    }

    private void writeNothing(JsonGenerator json, String os, @Nullable String appVersion) throws IOException {
        json.writeObjectFieldStart(os);
        if (appVersion != null) {
            json.writeFieldName(appVersion);
            writeEmpty(json);
        }
        json.writeEndObject();
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
