package dev.tideway.catalog.check;

import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.ProjectSettings;
import java.util.List;
import java.util.Map;

/** Decides what devices are told: turns a catalogue into every answer, so that asking is no more than looking it up. */
public final class UpdateChecker {
    private final ArtifactUrls urls;
    private final Phrases phrases;

    /** @param publicUrl what every URL told to devices begins with */
    public UpdateChecker(String publicUrl) {
        this.urls = new ArtifactUrls(publicUrl);
        this.phrases = new Phrases(urls);
    }

    /** The answers of a project that is there; they are the same for a catalogue and its {@link CatalogueExcerpt}. */
    public ProjectAnswers answers(Catalogue catalogue) {
        return new AnswersMaker(catalogue, urls, phrases).make(Lines.excerptOf(catalogue));
    }

    /** The answers of a project that never had a release. */
    ProjectAnswers answersOfNothing(String projectId) {
        return new ProjectAnswers(ProjectSettings.DEFAULTS, new ExtendedForm(projectId, 0, urls), List.of(), Map.of());
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
