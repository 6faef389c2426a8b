package dev.tideway.local.testing;

import dev.tideway.local.parts.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The S3 server that the contract tests of the services run against: the one that the environment names, else the
 * embedded one. The variables are those of the services with {@code CONTRACT} in them, {@code
 * TIDEWAY_CONTRACT_S3_ACCESS_KEY} for {@code tideway.s3.access-key}; both buckets are there and may be written to.
 */
public final class S3UnderTest {
    /** Names that are allowed in keys, and that have been encoded wrongly by some client or server. */
    public static final List<String> ODD_NAMES = List.of(
            "a b.js",
            "a+b.js",
            "100%.css",
            "%41.js",
            "naïve.html",
            "日本語.json",
            "😀.svg",
            "it's (1) & 'more'=?.js",
            "semi;colon,comma:colon@at$dollar!.js",
            "#hash~tilde^caret`tick{brace}[bracket]|bar.js",
            "\"quoted\" <tag>.html",
            "back_slash-dot..js",
            "UPPER/lower/.hidden");

    private static final List<String> NAMES =
            List.of("url", "region", "access-key", "secret-key", "private-bucket", "public-bucket");

    private S3UnderTest() {}

    /** The {@code tideway.s3.*} settings of the server. */
    public static Map<String, String> settings() {
        if (System.getenv(variable("url")) == null) {
            return RealParts.start(Part.S3);
        }
        var settings = new HashMap<String, String>();
        for (var name : NAMES) {
            var value = System.getenv(variable(name));
            if (value == null) {
                throw new IllegalStateException("Set " + variable(name) + " beside " + variable("url") + ".");
            }
            settings.put("tideway.s3." + name, value);
        }
        return Map.copyOf(settings);
    }

    private static String variable(String name) {
        return "TIDEWAY_CONTRACT_S3_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
