package dev.tideway.protocol.event;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tideway.protocol.Names;
import dev.tideway.protocol.WireJson;
import dev.tideway.protocol.WireRecord;
import dev.tideway.protocol.artifact.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A build system has a build to offer ({@code dev.tideway.build.finished.v1} on {@code builds}); all that packaging
 * needs is in it, so that packaging is a function of source and event.
 *
 * @param channel absent: the default channel
 * @param root the folder of the source that becomes the package; absent: all of it
 * @param layout absent: {@link Layout#ROOT}
 * @param rollout cohorts, 1 to 1000; absent: all
 * @param deployVersion what the older plugin compares; absent: the app version
 * @param commit the source revision that was built
 * @param readUpdateJson whether an {@code update.json} at the top of {@code root} is install instructions; absent: yes
 * @param startPage path in the package of the page that the app opens first, which must then be there; absent: none is
 *     demanded
 * @param notBefore RFC 3339: it is not offered before; absent: at once
 * @param minPluginVersion told in the extended answer only, where given
 */
@WireRecord
public record BuildFinished(
        String buildId,
        String projectId,
        String os,
        String appVersion,
        String channel,
        BuildSource source,
        @Nullable String root,
        Layout layout,
        boolean mandatory,
        int rollout,
        String deployVersion,
        @Nullable String notes,
        @Nullable String commit,
        Boolean readUpdateJson,
        @Nullable String startPage,
        @Nullable String notBefore,
        @Nullable String minPluginVersion)
        implements BuildEvent {
    /** The rollout that reaches every device. */
    public static final int FULL_ROLLOUT = 1000;

    /** The longest {@code notes}, in characters. */
    private static final int MAX_NOTES = 4096;

    public BuildFinished {
        Names.buildId(buildId);
        Names.projectId(projectId);
        Names.os(os);
        Names.appVersion(appVersion);
        channel = Names.channel(channel == null ? Names.DEFAULT_CHANNEL : channel);
        Names.present("source", source);
        layout = layout == null ? Layout.ROOT : layout;
        rollout = Names.rollout(rollout == 0 ? FULL_ROLLOUT : rollout);
        deployVersion = Names.deployVersion(deployVersion == null ? appVersion : deployVersion);
        Names.atMost("notes", MAX_NOTES, notes);
        Names.atMost("commit", Names.MAX_TEXT, commit);
        Names.atMost("root", Names.MAX_KEY, root);
        readUpdateJson = readUpdateJson == null || readUpdateJson;
        if (startPage != null) {
            Names.startPage(startPage);
        }
        notBefore =
                notBefore == null ? null : Names.time("not_before", notBefore).toString();
        if (minPluginVersion != null) {
            Names.pluginVersion(minPluginVersion);
        }
    }

    /** A build with the defaults of packaging, to be offered as soon as it may be, to every plugin. */
    public BuildFinished(
            String buildId,
            String projectId,
            String os,
            String appVersion,
            String channel,
            BuildSource source,
            @Nullable String root,
            Layout layout,
            boolean mandatory,
            int rollout,
            String deployVersion,
            @Nullable String notes,
            @Nullable String commit) {
        this(
                buildId,
                projectId,
                os,
                appVersion,
                channel,
                source,
                root,
                layout,
                mandatory,
                rollout,
                deployVersion,
                notes,
                commit,
                true,
                null,
                null,
                null);
    }

    /**
     * Digest of what is said, whatever the message looked like that said it: names the attempt. A component that is added
     * later must be absent unless it was asked for, so that what was said before keeps its digest.
     */
    @JsonIgnore
    public Sha256 eventSha256() {
        return Sha256.of(WireJson.write(this));
    }

    /** Whether the package has a {@code www/} folder on top. */
    public enum Layout {
        @JsonProperty("root")
        ROOT,
        @JsonProperty("www")
        WWW
    }
}
