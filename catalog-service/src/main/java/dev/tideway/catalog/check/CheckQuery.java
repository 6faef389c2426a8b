package dev.tideway.catalog.check;

import dev.tideway.catalog.check.RawParameters.Parameter;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a device asks, read as liberally as a plugin needs that nobody can correct any more.
 *
 * @param os lower-case
 * @param buildType lower-case
 * @param extended asked by Tideway's own client; then os and app version are there
 */
public record CheckQuery(
        String projectId,
        @Nullable String os,
        @Nullable String appVersion,
        @Nullable String buildType,
        boolean extended) {
    private static final int LONGEST_OS = 32;
    private static final int LONGEST_NAME = 64;

    /**
     * @param query what stands behind the question mark, as it was sent; null if there was none
     * @throws RefusedQueryException for what cannot be answered; it names the parameter
     */
    public static CheckQuery parse(@Nullable String query) {
        RawParameters raw = RawParameters.of(query == null ? "" : query);
        String os = atMost(LONGEST_OS, "os", raw.decoded(Parameter.OS));
        String appVersion = atMost(LONGEST_NAME, "app_version", raw.decoded(Parameter.APP_VERSION));
        String buildType = atMost(LONGEST_NAME, "build_type", raw.decoded(Parameter.BUILD_TYPE));
        boolean extended = "1".equals(raw.decoded(Parameter.CLIENT));
        if (extended) {
            required("os", os);
            required("app_version", appVersion);
        }
        return new CheckQuery(
                projectId(raw.decoded(Parameter.PROJECT_ID)),
                lowerCase(os),
                appVersion,
                lowerCase(buildType),
                extended);
    }

    private static String projectId(@Nullable String value) {
        if (value == null) {
            throw new RefusedQueryException("project_id", "Add project_id=… with the id of the app's project.");
        }
        try {
            return Names.projectId(value);
        } catch (InvalidValueException e) {
            throw new RefusedQueryException("project_id", "The value of " + e.getMessage() + ".");
        }
    }

    private static void required(String parameter, @Nullable String value) {
        if (value == null) {
            throw new RefusedQueryException(
                    parameter, "Add " + parameter + "=…; with client=1 both os and app_version are needed.");
        }
    }

    private static @Nullable String atMost(int characters, String parameter, @Nullable String value) {
        // The number of chars is never below that of characters, and costs nothing to ask for.
        if (value != null && value.length() > characters && value.codePointCount(0, value.length()) > characters) {
            throw new RefusedQueryException(
                    parameter, "Send a value of at most " + characters + " characters for " + parameter + ".");
        }
        return value;
    }

    private static @Nullable String lowerCase(@Nullable String value) {
        return value == null ? null : value.toLowerCase(Locale.ROOT);
    }
}
