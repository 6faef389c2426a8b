package dev.tideway.bench.check;

import dev.tideway.protocol.Names;
import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.ProjectSettings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Projects as an installation with many customers has them: two systems, five app versions, one release each. */
final class SampleProjects {
    private static final List<String> SYSTEMS = List.of("ios", "android");
    private static final List<String> APP_VERSIONS = List.of("2.0.0", "2.0.1", "2.1.0", "2.2.0", "3.0.0");
    private static final int DATE = 20261121;

    private final int count;
    private final Random random = new Random(4711);

    SampleProjects(int count) {
        this.count = count;
    }

    int count() {
        return count;
    }

    static int answersEach() {
        return SYSTEMS.size() * APP_VERSIONS.size();
    }

    static Catalogue catalogue(int project, long revision) {
        List<CatalogueRelease> releases = new ArrayList<>();
        for (String os : SYSTEMS) {
            for (String appVersion : APP_VERSIONS) {
                releases.add(release(project, os, appVersion, revision));
            }
        }
        return new Catalogue(id(project), revision, false, ProjectSettings.DEFAULTS, releases);
    }

    int randomProject() {
        return random.nextInt(count);
    }

    /** What a stock plugin of a random device asks. */
    String randomTarget() {
        return "/checkUpdate?project_id=" + id(randomProject()) + "&my_update_number=1&os="
                + SYSTEMS.get(random.nextInt(SYSTEMS.size())) + "&build_type=release&app_version="
                + APP_VERSIONS.get(random.nextInt(APP_VERSIONS.size())) + "&plugin_version=1.0.0";
    }

    private static CatalogueRelease release(int project, String os, String appVersion, long revision) {
        return new CatalogueRelease(
                os,
                appVersion,
                Names.DEFAULT_CHANNEL,
                revision,
                DATE,
                CatalogueRelease.State.OFFERED,
                1000,
                false,
                appVersion,
                null,
                artifact("package", project, os, appVersion, revision),
                artifact("bundle", project, os, appVersion, revision));
    }

    private static Artifact artifact(Object... identity) {
        byte[] name = List.of(identity).toString().getBytes(StandardCharsets.UTF_8);
        Sha256 digest = Sha256.of(name);
        return new Artifact(digest, 1_000_000 + Math.floorMod(digest.hashCode(), 9_000_000));
    }

    private static String id(int project) {
        return String.format("bench-%06d", project);
    }
}
