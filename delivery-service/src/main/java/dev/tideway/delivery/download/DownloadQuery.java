package dev.tideway.delivery.download;

import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a device asks of {@code /download}, read as liberally as installed plugins need it: they cannot be corrected.
 *
 * @param updateNumber 0 or more; what is larger than any number that is ever given is {@link Long#MAX_VALUE}
 * @param os lower-case, absent where any is meant
 */
record DownloadQuery(String projectId, long updateNumber, Optional<String> os, Optional<String> appVersion) {
    private static final Set<String> KNOWN = Set.of(
            "project_id", "update_number", "my_update_number", "os", "build_type", "app_version", "plugin_version");
    private static final int DIGITS_OF_A_LONG = 18;

    /**
     * @param query as it came, undecoded
     * @throws RefusedException 400, naming the parameter
     */
    static DownloadQuery parse(@Nullable String query) {
        var values = values(query == null ? "" : query);
        return new DownloadQuery(
                projectId(values.get("project_id")),
                updateNumber(values.get("update_number")),
                Optional.ofNullable(values.get("os")).map(os -> os.toLowerCase(Locale.ROOT)),
                Optional.ofNullable(values.get("app_version")));
    }

    /** The known parameters that have a value; the others are nobody's concern. */
    private static Map<String, String> values(String query) {
        var values = new HashMap<String, String>();
        for (String pair : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            var name = PercentCoding.decode(equals < 0 ? pair : pair.substring(0, equals));
            String raw = equals < 0 ? "" : pair.substring(equals + 1);
            if (raw.isEmpty() || name.isEmpty() || !KNOWN.contains(name.get())) {
                continue;
            }
            if (values.put(name.get(), value(name.get(), raw)) != null) {
                throw refused(name.get(), "is there twice. Send it once.");
            }
        }
        return values;
    }

    private static String value(String name, String raw) {
        String value = PercentCoding.decode(raw)
                .orElseThrow(() -> refused(name, "has a broken encoding. Send it as percent-encoded UTF-8."));
        if (value.length() > Names.MAX_TEXT) {
            throw refused(name, "is too long. Send at most " + Names.MAX_TEXT + " characters.");
        }
        return value;
    }

    private static String projectId(@Nullable String value) {
        if (value == null) {
            throw new RefusedException(Problem.missing("project_id", "Add the parameter project_id."));
        }
        try {
            return Names.projectId(value);
        } catch (InvalidValueException e) {
            throw new RefusedException(Problem.parameter("project_id", "The parameter " + e.getMessage() + "."));
        }
    }

    private static long updateNumber(@Nullable String value) {
        if (value == null) {
            throw new RefusedException(Problem.missing(
                    "update_number", "Add the parameter update_number with the number that /checkUpdate names."));
        }
        if (!value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw refused("update_number", "must be a number. Take it from the answer of /checkUpdate.");
        }
        String digits = value.replaceFirst("^0+", "");
        if (digits.length() > DIGITS_OF_A_LONG) {
            return Long.MAX_VALUE;
        }
        return digits.isEmpty() ? 0 : Long.parseLong(digits);
    }

    private static RefusedException refused(String parameter, String rule) {
        return new RefusedException(Problem.parameter(parameter, "The parameter " + parameter + " " + rule));
    }
}
