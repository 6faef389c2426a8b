package dev.tideway.catalog.check;

import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.ProjectSettings;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes all answers of one project at one revision, with one generator, one digest and one set of arrays. */
final class AnswersMaker {
    private final ArtifactUrls urls;
    private final ProjectSettings settings;
    private final ExtendedForm extendedForm;
    private final ReadyAnswers ready;
    private final JsonText text = new JsonText();
    private final MessageDigest sha256 = Sha256.newDigest();

    AnswersMaker(Catalogue catalogue, ArtifactUrls urls, Phrases phrases) {
        this.urls = urls;
        this.settings = shared(catalogue.settings());
        this.extendedForm = new ExtendedForm(catalogue.projectId(), catalogue.revision(), urls);
        this.ready = new ReadyAnswers(phrases);
    }

    /** Most projects have the same settings, and need no copy of their own. */
    private static ProjectSettings shared(ProjectSettings settings) {
        return settings.equals(ProjectSettings.DEFAULTS) ? ProjectSettings.DEFAULTS : settings;
    }

    /** @param places by os, then by app version as text: that is their order */
    private record Channel(String key, StockForm form, SortedMap<String, SortedMap<String, Line>> places) {}

    ProjectAnswers make(Lines lines) {
        List<String> everyOs = everyOs(lines);
        List<Channel> made = new ArrayList<>();
        try (text) {
            lines.byChannel().forEach((key, ofChannel) -> made.add(addUpdates(key, everyOs, ofChannel)));
            made.forEach(this::addAnswers);
        }
        ready.seal();
        Map<String, ChannelAnswers> channels = new HashMap<>();
        made.forEach(channel -> channels.put(channel.key.intern(), new ChannelAnswers(channel.form, extendedForm)));
        return new ProjectAnswers(settings, extendedForm, everyOs, Map.copyOf(channels));
    }

    private static List<String> everyOs(Lines lines) {
        SortedSet<String> everyOs = new TreeSet<>();
        lines.byChannel().values().forEach(ofChannel -> ofChannel.keySet().forEach(os -> everyOs.add(os.intern())));
        return List.copyOf(everyOs);
    }

    private Channel addUpdates(
            String key, List<String> everyOs, SortedMap<String, NavigableMap<AppVersion, Line>> lines) {
        SortedMap<String, SortedMap<String, Line>> places = new TreeMap<>();
        List<OsAnswers> withPlaces = new ArrayList<>();
        lines.forEach((os, ofOs) -> {
            SortedMap<String, Line> byText = new TreeMap<>();
            ofOs.forEach((version, line) -> byText.put(version.toString(), line));
            places.put(os, byText);
            withPlaces.add(addUpdates(os, byText));
        });
        return new Channel(key, new StockForm(settings, everyOs, List.copyOf(withPlaces)), places);
    }

    private OsAnswers addUpdates(String os, SortedMap<String, Line> places) {
        int firstPlace = ready.places();
        String[] appVersions = new String[places.size()];
        places.forEach((version, line) -> {
            // Few texts stand for the versions of all projects.
            appVersions[ready.places() - firstPlace] = version.intern();
            line.newestForEveryDevice().ifPresentOrElse(release -> addUpdate(release, line), ready::addNoUpdate);
        });
        return new OsAnswers(os.intern(), appVersions, ready, firstPlace);
    }

    private void addUpdate(CatalogueRelease release, Line line) {
        text.write(StockUpdate.of(release, line, settings, urls)::write);
        ready.addUpdate(text);
    }

    private void addAnswers(Channel channel) {
        channel.places.forEach((os, ofOs) -> ofOs.forEach((version, line) -> {
            Verdicts.Place place = new Verdicts.Place(os, version, channel.key);
            List<String> asked = List.of(os);
            add(
                    json -> channel.form.write(json, asked, version),
                    line.newestForEveryDevice().isPresent());
            add(json -> extendedForm.write(json, place, line), !line.choices().isEmpty());
        }));
    }

    private void add(JsonText.Content body, boolean offersAnUpdate) {
        text.write(body);
        ready.addAnswer(text, EntityTag.of(sha256, text.bytes(), text.length()), offersAnUpdate);
    }
}
