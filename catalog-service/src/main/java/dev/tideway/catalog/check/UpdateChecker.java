package dev.tideway.catalog.check;

import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.ProjectSettings;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Decides what devices are told: turns a catalogue into every answer, so that asking is no more than looking it up. */
public final class UpdateChecker {
    private final ArtifactUrls urls;
    private final Packing.Phrases phrases;

    /** @param publicUrl what every URL told to devices begins with */
    public UpdateChecker(String publicUrl) {
        this.urls = new ArtifactUrls(publicUrl);
        this.phrases = new Packing.Phrases(urls);
    }

    /** The answers of a project that is there; they are the same for a catalogue and its {@link CatalogueExcerpt}. */
    public ProjectAnswers answers(Catalogue catalogue) {
        Lines lines = Lines.of(catalogue).excerpt();
        ProjectSettings settings = shared(catalogue.settings());
        ExtendedForm extended = new ExtendedForm(catalogue.projectId(), catalogue.revision(), urls);
        Set<String> everyOs = new TreeSet<>();
        lines.byChannel().values().forEach(ofChannel -> everyOs.addAll(ofChannel.keySet()));

        Packing packing = new Packing(phrases);
        Map<String, ChannelAnswers> channels = new HashMap<>();
        lines.byChannel().forEach((channel, ofChannel) -> {
            StockForm form = new StockForm(settings, newest(everyOs, ofChannel, settings, packing));
            channels.put(channel, ChannelAnswers.ready(channel, form, extended, ofChannel, packing));
        });
        StockForm nothing = new StockForm(settings, newest(everyOs, Collections.emptySortedMap(), settings, packing));
        packing.seal();
        return new ProjectAnswers(
                catalogue.projectId(), settings, Map.copyOf(channels), ChannelAnswers.onDemand(nothing, extended));
    }

    /** The answers of a project that never had a release. */
    ProjectAnswers answersOfNothing(String projectId) {
        StockForm nothing = new StockForm(ProjectSettings.DEFAULTS, List.of());
        return new ProjectAnswers(
                projectId,
                ProjectSettings.DEFAULTS,
                Map.of(),
                ChannelAnswers.onDemand(nothing, new ExtendedForm(projectId, 0, urls)));
    }

    private List<OsUpdates> newest(
            Set<String> everyOs,
            SortedMap<String, NavigableMap<AppVersion, Line>> lines,
            ProjectSettings settings,
            Packing packing) {
        return everyOs.stream()
                .map(os -> new OsUpdates(
                        os, newest(lines.getOrDefault(os, Collections.emptyNavigableMap()), settings), packing))
                .toList();
    }

    private NavigableMap<AppVersion, StockUpdate> newest(
            NavigableMap<AppVersion, Line> lines, ProjectSettings settings) {
        NavigableMap<AppVersion, StockUpdate> newest = new TreeMap<>();
        lines.forEach((version, line) -> line.newestForEveryDevice()
                .ifPresent(r -> newest.put(version, StockUpdate.of(r, line, settings, urls))));
        return newest;
    }

    /** Most projects have the same settings, and need no copy of their own. */
    private static ProjectSettings shared(ProjectSettings settings) {
        return settings.equals(ProjectSettings.DEFAULTS) ? ProjectSettings.DEFAULTS : settings;
    }

    /** A channel's answers as one file: every app version and every update that stock devices may be told. */
    public byte[] staticForm(Catalogue whole, String channel) {
        return StockForm.everyUpdate(Lines.of(whole).ofChannel(channel), whole.settings(), urls);
    }

    /** Whether a release is told to every device of its channel, whatever it can do. */
    public static boolean isForEveryDevice(CatalogueRelease release) {
        return Line.isForEveryDevice(release);
    }
}
