package dev.tideway.catalog.check;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.ProjectSettings;
import dev.tideway.protocol.catalogue.ProjectSettings.EmptyAnswer;
import java.io.IOException;
import java.util.Collections;
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
    private final SortedMap<String, NavigableMap<AppVersion, StockUpdate>> newest;

    /** @param newest every os of the project, also those that have nothing in this channel */
    StockForm(ProjectSettings settings, SortedMap<String, NavigableMap<AppVersion, StockUpdate>> newest) {
        this.settings = settings;
        this.newest = newest;
    }

    SortedMap<String, NavigableMap<AppVersion, StockUpdate>> newest() {
        return newest;
    }

    /**
     * @param os lower-case; null: every os
     * @param appVersion null: the newest update of every app version
     */
    Answer answer(@Nullable String os, @Nullable String appVersion) {
        boolean[] offers = {false};
        byte[] body = JsonText.object(json -> {
            for (String one : os == null ? newest.keySet() : List.of(os)) {
                json.writeObjectFieldStart(one);
                offers[0] |= writeVersions(json, newest.getOrDefault(one, Collections.emptyNavigableMap()), appVersion);
                json.writeEndObject();
            }
        });
        return new Answer(body, offers[0]);
    }

    private boolean writeVersions(
            JsonGenerator json, NavigableMap<AppVersion, StockUpdate> versions, @Nullable String appVersion)
            throws IOException {
        if (appVersion == null) {
            writeAll(json, versions);
            return !versions.isEmpty();
        }
        AppVersion asked = new AppVersion(appVersion);
        StockUpdate update = versions.get(asked);
        writeVersion(json, appVersion, update);
        if (settings.newerAppVersions()) {
            writeAll(json, versions.tailMap(asked, false));
        }
        return update != null;
    }

    private void writeAll(JsonGenerator json, NavigableMap<AppVersion, StockUpdate> versions) throws IOException {
        for (var version : versions.entrySet()) {
            writeVersion(json, version.getKey().toString(), version.getValue());
        }
    }

    private void writeVersion(JsonGenerator json, String appVersion, @Nullable StockUpdate update) throws IOException {
        json.writeObjectFieldStart(appVersion);
        if (update != null) {
            update.write(json);
        } else if (settings.emptyAnswer() == EmptyAnswer.ZERO) {
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
                    for (CatalogueRelease release : line.allForEveryDevice()) {
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
