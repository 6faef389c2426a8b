package dev.tideway.catalog.check;

import dev.tideway.protocol.artifact.Artifact;
import dev.tideway.protocol.artifact.Sha256;
import dev.tideway.protocol.catalogue.Catalogue;
import dev.tideway.protocol.catalogue.CatalogueRelease;
import dev.tideway.protocol.catalogue.CatalogueRelease.State;
import dev.tideway.protocol.catalogue.ProjectSettings;
import dev.tideway.protocol.catalogue.ProjectSettings.EmptyAnswer;
import dev.tideway.protocol.catalogue.ProjectSettings.UnmappedBuildType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Catalogues for tests: readable ones, and random ones. */
public final class Catalogues {
    private Catalogues() {}

    public static Catalogue catalogue(String projectId, long revision, CatalogueRelease... releases) {
        return catalogue(projectId, revision, ProjectSettings.DEFAULTS, releases);
    }

    public static Catalogue catalogue(
            String projectId, long revision, ProjectSettings settings, CatalogueRelease... releases) {
        return new Catalogue(projectId, revision, false, settings, List.of(releases));
    }

    public static Catalogue deleted(String projectId, long revision) {
        return new Catalogue(projectId, revision, true, ProjectSettings.DEFAULTS, List.of());
    }

    /** An offered release of the default channel; what it is named after decides its digests. */
    public static CatalogueRelease release(String os, String appVersion, long updateNumber) {
        String name = os + appVersion + "/" + updateNumber;
        return new CatalogueRelease(
                os,
                appVersion,
                "release",
                updateNumber,
                20261121,
                State.OFFERED,
                1000,
                false,
                appVersion,
                null,
                new Artifact(digest(name + ".zip"), 1000 + updateNumber),
                new Artifact(digest(name + ".tar"), 4000 + updateNumber));
    }

    public static Sha256 digest(String name) {
        return Sha256.of(name.getBytes(StandardCharsets.UTF_8));
    }

    public static CatalogueRelease in(State state, CatalogueRelease r) {
        return changed(r, release -> release.state = state);
    }

    /** With the bytes of another one. */
    public static CatalogueRelease packedAs(CatalogueRelease other, CatalogueRelease r) {
        return changed(r, release -> {
            release.updatePackage = other.updatePackage();
            release.bundle = other.bundle();
        });
    }

    public static CatalogueRelease onChannel(String channel, CatalogueRelease r) {
        return changed(r, release -> release.channel = channel);
    }

    public static CatalogueRelease toCohorts(int rollout, CatalogueRelease r) {
        return changed(r, release -> release.rollout = rollout);
    }

    public static CatalogueRelease mandatory(CatalogueRelease r) {
        return changed(r, release -> release.mandatory = true);
    }

    public static CatalogueRelease deployedAs(String deployVersion, CatalogueRelease r) {
        return changed(r, release -> release.deployVersion = deployVersion);
    }

    public static CatalogueRelease needingPlugin(String version, CatalogueRelease r) {
        return changed(r, release -> release.minPluginVersion = version);
    }

    private static CatalogueRelease changed(CatalogueRelease r, Consumer<Draft> change) {
        Draft draft = new Draft(r);
        change.accept(draft);
        return draft.release();
    }

    /** A release of which everything may be changed that the tests change. */
    private static final class Draft {
        private final CatalogueRelease from;
        private String channel;
        private State state;
        private int rollout;
        private boolean mandatory;
        private String deployVersion;
        private String minPluginVersion;
        private Artifact updatePackage;
        private Artifact bundle;

        Draft(CatalogueRelease from) {
            this.from = from;
            this.channel = from.channel();
            this.state = from.state();
            this.rollout = from.rollout();
            this.mandatory = from.mandatory();
            this.deployVersion = from.deployVersion();
            this.minPluginVersion = from.minPluginVersion();
            this.updatePackage = from.updatePackage();
            this.bundle = from.bundle();
        }

        CatalogueRelease release() {
            return new CatalogueRelease(
                    from.os(),
                    from.appVersion(),
                    channel,
                    from.updateNumber(),
                    from.date(),
                    state,
                    rollout,
                    mandatory,
                    deployVersion,
                    minPluginVersion,
                    updatePackage,
                    bundle);
        }
    }

    public static ProjectSettings mapping(Map<String, String> buildTypes, UnmappedBuildType unmapped) {
        return new ProjectSettings(List.of(), buildTypes, unmapped, false, EmptyAnswer.EMPTY, 100);
    }

    public static ProjectSettings aliases(String... aliases) {
        return new ProjectSettings(List.of(aliases), null, UnmappedBuildType.NOTHING, false, EmptyAnswer.EMPTY, 100);
    }

    /** Any state of a project that its rules allow: numbers are unique within os and app version. */
    static Arbitrary<Catalogue> any() {
        Arbitrary<ProjectSettings> settings = Combinators.combine(
                        Arbitraries.of(true, false), Arbitraries.of(EmptyAnswer.class), Arbitraries.of(1, 2, 5, 100))
                .as((newer, empty, window) ->
                        new ProjectSettings(List.of(), null, UnmappedBuildType.NOTHING, newer, empty, window));
        Arbitrary<List<CatalogueRelease>> releases = anyRelease()
                .list()
                .uniqueElements(r -> r.os() + "/" + r.appVersion() + "/" + r.updateNumber())
                .ofMaxSize(25);
        return Combinators.combine(Arbitraries.longs().between(1, 1000), settings, releases)
                .as((revision, chosen, all) -> new Catalogue("shop", revision, false, chosen, all));
    }

    private static Arbitrary<CatalogueRelease> anyRelease() {
        Arbitrary<CatalogueRelease> plain = Combinators.combine(
                        Arbitraries.of("ios", "android"),
                        Arbitraries.of("2.1.0", "2.1", "2.2.0-beta.1", "3.0.0 \"é\""),
                        Arbitraries.longs().between(1, 12))
                .as(Catalogues::release);
        return Combinators.combine(
                        plain,
                        Arbitraries.of("release", "beta", "Beta"),
                        Arbitraries.of(State.OFFERED, State.OFFERED, State.PAUSED, State.WITHDRAWN, State.PURGED),
                        Arbitraries.of(1, 100, 1000, 1000),
                        Arbitraries.of(true, false, false),
                        Arbitraries.of(true, false, false, false))
                .as((release, channel, state, rollout, mandatory, needsPlugin) -> {
                    CatalogueRelease shaped = toCohorts(rollout, in(state, onChannel(channel, release)));
                    CatalogueRelease marked = mandatory ? mandatory(shaped) : shaped;
                    return needsPlugin ? needingPlugin("5.0.0", marked) : marked;
                });
    }
}
