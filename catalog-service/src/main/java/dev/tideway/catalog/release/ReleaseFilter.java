package dev.tideway.catalog.release;

import dev.tideway.catalog.problem.RefusedException;
import dev.tideway.catalog.request.PositiveNumber;
import dev.tideway.protocol.Names;
import jakarta.ws.rs.QueryParam;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which releases a list is to have; what is absent holds for all. */
@SuppressWarnings("NullAway.Init") // the framework fills the fields
public final class ReleaseFilter {
    private static final Set<String> STATES =
            Set.of("held", "scheduled", "superseded", "declined", "offered", "paused", "withdrawn", "purged");

    @QueryParam("os")
    @Nullable String os;

    @QueryParam("app_version")
    @Nullable String appVersion;

    @QueryParam("channel")
    @Nullable String channel;

    @QueryParam("state")
    @Nullable String state;

    @QueryParam("update_number")
    @Nullable String updateNumber;

    @QueryParam("build_id")
    @Nullable String buildId;

    /** Wanted values by the names of attributes; refuses a value that no release can have. */
    Map<String, Object> wanted() {
        Map<String, Object> wanted = new LinkedHashMap<>();
        if (os != null) {
            wanted.put("os", Names.os(os));
        }
        if (appVersion != null) {
            wanted.put("appVersion", Names.appVersion(appVersion));
        }
        if (channel != null) {
            wanted.put("channel", Names.channel(channel));
        }
        if (buildId != null) {
            wanted.put("buildId", Names.buildId(buildId));
        }
        if (updateNumber != null) {
            wanted.put("updateNumber", number(updateNumber));
        }
        if (state != null) {
            if (!STATES.contains(state)) {
                throw RefusedException.invalid("state", "state must be one of " + String.join(", ", sorted()) + ".");
            }
            wanted.put("state", state);
        }
        return wanted;
    }

    private static long number(String text) {
        return PositiveNumber.parse(text)
                .orElseThrow(
                        () -> RefusedException.invalid("update_number", "update_number must be a number, 1 or more."));
    }

    private static Iterable<String> sorted() {
        return STATES.stream().sorted().toList();
    }
}
