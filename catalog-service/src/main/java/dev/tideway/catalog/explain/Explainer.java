package dev.tideway.catalog.explain;

import dev.tideway.catalog.check.AppVersion;
import dev.tideway.catalog.check.CheckQuery;
import dev.tideway.catalog.check.UpdateChecker;
import dev.tideway.catalog.check.Verdict;
import dev.tideway.catalog.check.Verdict.Reason;
import dev.tideway.catalog.check.Verdicts;
import dev.tideway.catalog.release.ReleaseOverview;
import dev.tideway.catalog.release.ReleaseStatus;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Explains an answer, release by release; a function of what is released and what is asked. */
final class Explainer {
    private static final int MOST_RELEASES = 200;

    private final UpdateChecker checker;
    private final ReleaseOverview project;
    private final DeviceQuestion question;
    private final CheckQuery device;
    private final @Nullable String channel;
    private final List<Verdict> told;
    private final Map<Key, Verdict> verdicts = new HashMap<>();

    /** What names a release that has a number. */
    private record Key(String os, String appVersion, String number) {}

    Explainer(UpdateChecker checker, ReleaseOverview project, DeviceQuestion question) {
        this.checker = checker;
        this.project = project;
        this.question = question;
        this.device = question.check();
        this.channel = Verdicts.channelOf(project.catalogue(), device);
        List<Verdict> all = Verdicts.of(project.catalogue(), device);
        this.told = all.stream().filter(Verdict::isTold).toList();
        all.forEach(v -> verdicts.put(
                new Key(
                        v.release().os(),
                        v.release().appVersion(),
                        Long.toString(v.release().updateNumber())),
                v));
    }

    Explanation explanation() {
        Catalogue catalogue = project.catalogue();
        CatalogueRelease taken = takes();
        List<Explanation.ExplainedRelease> releases = project.releases().stream()
                .map(this::explained)
                .sorted(Comparator.comparingInt(Explainer::distance))
                .toList();
        int kept = Math.min(MOST_RELEASES, releases.size());
        return new Explanation(
                catalogue.projectId(),
                catalogue.revision(),
                project.publishedRevision(),
                new Explanation.ExplainedDevice(
                        device.os(),
                        device.appVersion(),
                        device.buildType(),
                        channel,
                        device.extended() ? "tideway" : "stock",
                        question.myUpdateNumber() == null
                                ? null
                                : question.myUpdateNumber().toString(),
                        question.pluginVersion(),
                        question.cohort()),
                summary(),
                taken == null ? null : Long.toString(taken.updateNumber()),
                new String(checker.answers(catalogue).to(device).body(), StandardCharsets.UTF_8),
                releases.subList(0, kept),
                releases.size() - kept);
    }

    /** What is told first, then what the device could be told, then the rest; each newest first, as it comes. */
    private static int distance(Explanation.ExplainedRelease release) {
        if (release.told()) {
            return 0;
        }
        return release.reason().startsWith("other_") ? 2 : 1;
    }

    private Explanation.ExplainedRelease explained(ReleaseStatus release) {
        Verdict verdict = release.updateNumber() == null
                ? null
                : verdicts.get(new Key(release.os(), release.appVersion(), release.updateNumber()));
        Verdicts.Place place = new Verdicts.Place(release.os(), release.appVersion(), release.channel());
        Reason mismatch = Verdicts.mismatch(project.catalogue(), device, place);
        String reason;
        String why;
        if (verdict != null) {
            reason = verdict.reason().wireName();
            why = Sentences.why(verdict, device, channel);
        } else if (mismatch != null) {
            reason = mismatch.wireName();
            why = Sentences.elsewhere(mismatch, place, channel);
        } else {
            reason = release.state();
            why = Sentences.waiting(release);
        }
        return new Explanation.ExplainedRelease(
                release.releaseId(),
                release.updateNumber(),
                release.os(),
                release.appVersion(),
                release.channel(),
                release.state(),
                release.rollout(),
                verdict != null && verdict.isTold(),
                reason,
                why);
    }

    private List<String> summary() {
        List<String> sentences = new ArrayList<>();
        if (project.publishedRevision() < project.catalogue().revision()) {
            sentences.add("A change is on its way: devices are still told revision " + project.publishedRevision()
                    + ", and this explains revision " + project.catalogue().revision() + ".");
        }
        if (channel == null) {
            sentences.add("The project tells builds of the type " + device.buildType()
                    + " nothing: its build_types do not name it.");
        } else if (told.isEmpty()) {
            sentences.add("The device is told of no update.");
        } else if (device.os() == null || device.appVersion() == null) {
            sentences.add("The device does not say " + (device.os() == null ? "its os" : "its app version")
                    + ", so it is told of all: " + told.size() + (told.size() == 1 ? " update." : " updates."));
        } else if (device.extended()) {
            sentences.add(choice());
        } else {
            sentences.add(stock());
        }
        return sentences;
    }

    private String stock() {
        CatalogueRelease taken = takes();
        String update = taken == null
                ? "The device is told of no update of its app version, but of newer app versions."
                : "The device is told of update " + taken.updateNumber() + ".";
        Long own = question.myUpdateNumber();
        if (taken == null || own == null) {
            return update;
        }
        if (own == taken.updateNumber()) {
            return update + " It has that one: there is nothing to do.";
        }
        return own < taken.updateNumber()
                ? update + " It has update " + own + ", so it installs the newer one."
                : update + " It has update " + own + ", which is higher: a stock plugin ignores a lower number.";
    }

    private String choice() {
        Integer cohort = question.cohort();
        if (cohort == null) {
            return "The client chooses by its cohort among " + told.size() + (told.size() == 1 ? " update" : " updates")
                    + "; say cohort to hear which one it takes.";
        }
        CatalogueRelease taken = takes();
        return taken == null
                ? "A client in cohort " + cohort + " takes none of the updates that it is told of."
                : "A client in cohort " + cohort + " takes update " + taken.updateNumber() + ".";
    }

    /** What stands for exactly the device's os and app version. */
    private @Nullable CatalogueRelease takes() {
        Integer cohort = question.cohort();
        if (device.os() == null || device.appVersion() == null || (device.extended() && cohort == null)) {
            return null;
        }
        return told.stream()
                .map(Verdict::release)
                .filter(r -> r.appVersion().equals(device.appVersion()))
                .filter(r -> cohort == null || !device.extended() || r.rollout() >= cohort)
                .filter(r -> !device.extended() || fits(r.minPluginVersion()))
                .max(Comparator.comparingLong(CatalogueRelease::updateNumber))
                .orElse(null);
    }

    private boolean fits(@Nullable String needed) {
        String own = question.pluginVersion();
        return needed == null || own == null || new AppVersion(own).compareTo(new AppVersion(needed)) >= 0;
    }
}
