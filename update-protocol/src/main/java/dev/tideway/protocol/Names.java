package dev.tideway.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules for every name on the wire, kept in one place so that no two services disagree about what is a valid one.
 *
 * <p>Each method returns the value that it was given, or throws {@link InvalidValueException} that names the field.
 */
public final class Names {
    /** The channel that a device without a {@code build_type} listens on. */
    public static final String DEFAULT_CHANNEL = "release";

    /** The longest single-line text, in characters. */
    public static final int MAX_TEXT = 256;

    /** The longest object key, in characters; S3 allows 1024 bytes. */
    public static final int MAX_KEY = 1024;

    private static final int MAX_TOKEN = 64;

    /** Project ids, build ids and channels are parts of object keys and URLs, so {@code .} and {@code ..} are none. */
    private static final Pattern BUILD_ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,128}");

    private static final Pattern OS = Pattern.compile("[a-z0-9]{1,32}");
    private static final Pattern APP_VERSION = Pattern.compile("[^/\\p{Cc}]{1,64}");
    private static final Pattern START_PAGE = Pattern.compile("[^/\\p{Cc}](?:[^\\p{Cc}]{0,1022}[^/\\p{Cc}])?");

    private Names() {}

    /** {@code project_id}: 1 to 64 of {@code A-Za-z0-9._-}, case kept. */
    public static String projectId(@Nullable String value) {
        return token("project_id", value);
    }

    /** {@code build_id}: 1 to 128 of {@code A-Za-z0-9._-}. */
    public static String buildId(@Nullable String value) {
        return matching("build_id", BUILD_ID, value, "must be 1 to 128 of the characters A-Z a-z 0-9 . _ -");
    }

    /** {@code os}: {@code ios}, {@code android}, or another of 1 to 32 lower-case letters and digits. */
    public static String os(@Nullable String value) {
        return matching("os", OS, value, "must be 1 to 32 lower-case letters and digits, such as ios or android");
    }

    /** {@code app_version}: 1 to 64 characters without a slash or a control character. */
    public static String appVersion(@Nullable String value) {
        return matching(
                "app_version", APP_VERSION, value, "must be 1 to 64 characters, no slash, no control character");
    }

    /** {@code channel}: 1 to 64 of {@code A-Za-z0-9._-}. */
    public static String channel(@Nullable String value) {
        return token("channel", value);
    }

    /** {@code deploy_version}: the same rule as for an app version, since it stands in a file's name beside it. */
    public static String deployVersion(@Nullable String value) {
        return matching(
                "deploy_version", APP_VERSION, value, "must be 1 to 64 characters, no slash, no control character");
    }

    /** {@code start_page}: a file's path relative to the package, such as {@code index.html}. */
    public static String startPage(@Nullable String value) {
        return matching(
                "start_page",
                START_PAGE,
                value,
                "must be a path such as index.html, at most 1024 characters, no / first");
    }

    /** {@code min_plugin_version}: the same rule as for an app version. */
    public static String pluginVersion(@Nullable String value) {
        return matching(
                "min_plugin_version", APP_VERSION, value, "must be 1 to 64 characters, no slash, no control character");
    }

    /** A moment, as RFC 3339 writes it with its offset. */
    public static Instant time(String field, String value) {
        try {
            return OffsetDateTime.parse(value).toInstant();
        } catch (DateTimeException e) {
            throw new InvalidValueException(
                    field, "must be a time with its offset (RFC 3339), such as 2026-12-01T06:00:00Z");
        }
    }

    /** {@code rollout}: a number of cohorts, 1 to 1000. */
    public static int rollout(int cohorts) {
        if (cohorts < 1 || cohorts > 1000) {
            throw new InvalidValueException("rollout", "must be a number of cohorts from 1 to 1000, not " + cohorts);
        }
        return cohorts;
    }

    /** {@code update_number}: 1 or more. */
    public static long updateNumber(long number) {
        if (number < 1) {
            throw new InvalidValueException("update_number", "must be 1 or more, not " + number);
        }
        return number;
    }

    /** {@code date}: a UTC day as yyyymmdd, such as 20261121. */
    public static int date(int day) {
        if (day < 10000101 || day > 99991231) {
            throw new InvalidValueException("date", "must be a day as yyyymmdd, not " + day);
        }
        return day;
    }

    /** A number of bytes, never negative. */
    public static long size(String field, long bytes) {
        if (bytes < 0) {
            throw new InvalidValueException(field, "must be a number of bytes, 0 or more, not " + bytes);
        }
        return bytes;
    }

    /**
     * A text that may be absent but not longer than a number of characters, and without NUL, which PostgreSQL keeps
     * nowhere.
     */
    public static void atMost(String field, int characters, @Nullable String value) {
        if (value != null && value.length() > characters) {
            throw new InvalidValueException(field, "must not be longer than " + characters + " characters");
        }
        if (value != null && value.indexOf('\0') >= 0) {
            throw new InvalidValueException(field, "must not contain the character NUL");
        }
    }

    /** A value that must be there. */
    public static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidValueException(field, "is missing");
        }
        return value;
    }

    /** Without a regular expression, since every device's check passes here. */
    private static String token(String field, @Nullable String value) {
        String name = present(field, value);
        boolean onlyDots = name.equals(".") || name.equals("..");
        if (name.isEmpty() || name.length() > MAX_TOKEN || onlyDots || !isOfTokenCharacters(name)) {
            throw new InvalidValueException(field, "must be 1 to 64 of the characters A-Z a-z 0-9 . _ -");
        }
        return name;
    }

    private static boolean isOfTokenCharacters(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean fits = c >= 'a' && c <= 'z'
                    || c >= '0' && c <= '9'
                    || c >= 'A' && c <= 'Z'
                    || c == '-'
                    || c == '.'
                    || c == '_';
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private static String matching(String field, Pattern rule, @Nullable String value, String words) {
        String name = present(field, value);
        if (!rule.matcher(name).matches()) {
            throw new InvalidValueException(field, words);
        }
        return name;
    }
}
