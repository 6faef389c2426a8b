package dev.tideway.cli.publish;

import dev.tideway.cli.api.BuildRequest;
import dev.tideway.protocol.event.BuildFinished.Layout;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a person says about a build, beside its files. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class BuildOptions {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    @Option(names = "--os", required = true, paramLabel = "OS", description = "ios, android, …")
    private String os;

    @Option(
            names = "--app-version",
            required = true,
            paramLabel = "VERSION",
            description = "Version of the installed native app that this build is for.")
    private String appVersion;

    @Option(names = "--channel", paramLabel = "NAME", description = "Line of releases (default: release).")
    private @Nullable String channel;

    @Option(
            names = "--build-id",
            paramLabel = "ID",
            description = "Name of the build, such as your CI's run id (default: a fresh one).")
    private @Nullable String buildId;

    @Option(names = "--root", paramLabel = "PATH", description = "Folder inside it that becomes the package.")
    private @Nullable String root;

    @Option(
            names = "--layout",
            paramLabel = "root|www",
            description = "Whether the package has www/ on top (default: root, without).")
    private @Nullable Layout layout;

    @Option(names = "--mandatory", description = "Devices must take this update.")
    private @Nullable Boolean mandatory;

    @Option(
            names = "--rollout",
            paramLabel = "COHORTS",
            description = "Share of devices, from 1 to 1000 (default: 1000, all).")
    private @Nullable Integer rollout;

    @Option(
            names = "--deploy-version",
            paramLabel = "VERSION",
            description = "What the older plugin compares (default: the app version).")
    private @Nullable String deployVersion;

    @Option(names = "--notes", paramLabel = "TEXT", description = "What is new.")
    private @Nullable String notes;

    @Option(names = "--commit", paramLabel = "ID", description = "The source revision that was built.")
    private @Nullable String commit;

    @Option(
            names = "--not-before",
            paramLabel = "TIME",
            description = "Offer it not before this time, such as 2026-12-01T06:00:00Z.")
    private @Nullable String notBefore;

    @Option(
            names = "--min-plugin-version",
            paramLabel = "VERSION",
            description = "Tell only clients that say what they can do: stock devices never hear of it.")
    private @Nullable String minPluginVersion;

    /** @throws dev.tideway.protocol.InvalidValueException if a value breaks a rule of the wire */
    BuildRequest request() {
        return new BuildRequest(
                buildId == null ? freshId() : buildId,
                os,
                appVersion,
                channel,
                root,
                layout,
                mandatory,
                rollout,
                deployVersion,
                notes,
                commit,
                notBefore,
                minPluginVersion,
                null,
                null);
    }

    /** Chosen here and not by the catalog, so that a repeated request is about the same build. */
    private static String freshId() {
        String now = ZonedDateTime.now(Clock.system(ZoneOffset.UTC)).format(SECOND);
        return now + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
