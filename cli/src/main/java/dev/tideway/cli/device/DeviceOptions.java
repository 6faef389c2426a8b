package dev.tideway.cli.device;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every device tells of itself. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class DeviceOptions {
    @Option(names = "--project", required = true, paramLabel = "ID", description = "The project's id.")
    private String project;

    @Option(
            names = "--build-type",
            paramLabel = "NAME",
            description = "Names the device's channel (default: the project's default channel).")
    private @Nullable String buildType;

    String project() {
        return project;
    }

    /** The query of {@code /checkUpdate}. */
    Map<String, @Nullable String> query(@Nullable String os, @Nullable String appVersion) {
        Map<String, @Nullable String> query = new LinkedHashMap<>();
        query.put("project_id", project);
        query.put("os", os);
        query.put("app_version", appVersion);
        query.put("build_type", buildType);
        return query;
    }
}
