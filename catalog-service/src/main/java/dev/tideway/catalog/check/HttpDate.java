package dev.tideway.catalog.check;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The {@code Date} field's value (RFC 9110 section 5.6.7), formatted once a second. */
final class HttpDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static volatile HttpDate last = new HttpDate(0);

    private final long second;
    private final String text;
    private final byte[] bytes;

    private HttpDate(long second) {
        this.second = second;
        this.text = FORMAT.format(Instant.ofEpochSecond(second));
        this.bytes = text.getBytes(StandardCharsets.US_ASCII);
    }

    static String now() {
        return current().text;
    }

    /** Not to be changed. */
    static byte[] nowInBytes() {
        return current().bytes;
    }

    private static HttpDate current() {
        HttpDate date = last;
        long second = System.currentTimeMillis() / 1000;
        if (date.second != second) {
            date = new HttpDate(second);
            last = date;
        }
        return date;
    }
}
