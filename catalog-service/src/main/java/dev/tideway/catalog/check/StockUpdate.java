package dev.tideway.catalog.check;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.ProjectSettings;
import java.io.IOException;

/**
 * One update as a stock plugin reads it.
 *
 * @param date UTC day of the first offer, yyyymmdd
 * @param size bytes of the package
 */
record StockUpdate(long updateNumber, int date, String url, long size, String sha256, boolean mandatory) {
    /** Number 0 is no update and has no day of its own; whoever expects one to be there gets the first of all days. */
    private static final int NO_DAY = 19700101;

    static StockUpdate of(CatalogueRelease release, Line line, ProjectSettings settings, ArtifactUrls urls) {
        return new StockUpdate(
                release.updateNumber(),
                release.date(),
                urls.packageZip(release),
                release.updatePackage().size(),
                release.updatePackage().sha256().hex(),
                line.mandatoryWithin(settings.mandatoryWindow(), release.updateNumber()));
    }

    void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(Long.toString(updateNumber));
        json.writeNumberField("date", date);
        json.writeStringField("url", url);
        json.writeNumberField("size", size);
        json.writeStringField("sha256", sha256);
        json.writeBooleanField("mandatory", mandatory);
        json.writeEndObject();
    }

    /** "Nothing to offer" for projects whose devices expect a number; there is nothing to download, so no url. */
    static void writeZero(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("0");
        json.writeNumberField("date", NO_DAY);
        json.writeBooleanField("mandatory", false);
        json.writeEndObject();
    }
}
