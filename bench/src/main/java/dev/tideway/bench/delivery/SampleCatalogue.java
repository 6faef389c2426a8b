package dev.tideway.bench.delivery;

import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.ProjectSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A project whose updates are the sample packages, so that devices can ask for them by number. */
final class SampleCatalogue {
    static final String PROJECT = "bench";

    private static final String OS = "ios";
    private static final String APP_VERSION = "2.1.0";

    private SampleCatalogue() {}

    /** The first package is update 1. */
    static void write(Path file, List<SamplePackage> packages) {
        List<CatalogueRelease> releases = new ArrayList<>();
        for (SamplePackage one : packages) {
            releases.add(new CatalogueRelease(
                    OS,
                    APP_VERSION,
                    Names.DEFAULT_CHANNEL,
                    releases.size() + 1L,
                    20261121,
                    CatalogueRelease.State.OFFERED,
                    1000,
                    false,
                    APP_VERSION,
                    null,
                    one.artifact(),
                    one.artifact()));
        }
        try {
            Files.write(file, WireJson.write(new Catalogue(PROJECT, 1, false, ProjectSettings.DEFAULTS, releases)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the plugin asks for after a check. */
    static String download(int updateNumber) {
        return "/download?project_id=" + PROJECT + "&update_number=" + updateNumber + "&os=" + OS + "&app_version="
                + APP_VERSION + "&build_type=release&plugin_version=1.0.0";
    }
}
