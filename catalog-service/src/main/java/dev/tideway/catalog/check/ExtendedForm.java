package dev.tideway.catalog.check;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import java.io.IOException;
import java.util.List;

/** What Tideway's own client understands: every release that it may choose from, with all that it can save bytes by. */
record ExtendedForm(String projectId, long revision, ArtifactUrls urls) {
    private static final Line NOTHING = new Line(List.of());

    /** The answer for a place without releases. */
    Answer nothing(Verdicts.Place place) {
        return Answer.of(JsonText.object(json -> write(json, place, NOTHING)), false);
    }

    void write(JsonGenerator json, Verdicts.Place place, Line line) throws IOException {
        json.writeStringField("project_id", projectId);
        json.writeStringField("os", place.os());
        json.writeStringField("app_version", place.appVersion());
        json.writeStringField("channel", place.channel());
        json.writeNumberField("revision", revision);
        json.writeArrayFieldStart("releases");
        for (CatalogueRelease release : line.choices()) {
            json.writeStartObject();
            writeRelease(json, release, line.mandatoryUpTo(release.updateNumber()));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void writeRelease(JsonGenerator json, CatalogueRelease release, long mandatoryUpTo) throws IOException {
        json.writeStringField("update_number", Long.toString(release.updateNumber()));
        json.writeNumberField("date", release.date());
        json.writeNumberField("rollout", release.rollout());
        json.writeBooleanField("mandatory", release.mandatory());
        json.writeStringField("mandatory_up_to", mandatoryUpTo == 0 ? null : Long.toString(mandatoryUpTo));
        json.writeStringField("min_plugin_version", release.minPluginVersion());
        writeArtifact(json, "package", urls.packageZip(release), release.updatePackage());
        writeArtifact(json, "bundle", urls.bundle(release), release.bundle());
        json.writeObjectFieldStart("manifest");
        json.writeStringField("url", urls.manifest(release));
        json.writeEndObject();
        json.writeArrayFieldStart("actions");
        for (CatalogueRelease.Actions actions : release.actions()) {
            json.writeStartObject();
            json.writeStringField("from", actions.from().name());
            json.writeStringField("url", urls.actions(actions.from(), release));
            json.writeEndObject();
        }
        json.writeEndArray();
        // Filled as soon as the packager makes them; clients take the package where they find none.
        json.writeArrayFieldStart("patches");
        json.writeEndArray();
    }

    private static void writeArtifact(JsonGenerator json, String name, String url, Artifact artifact)
            throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("url", url);
        json.writeNumberField("size", artifact.size());
        json.writeStringField("sha256", artifact.sha256().hex());
        json.writeEndObject();
    }
}
