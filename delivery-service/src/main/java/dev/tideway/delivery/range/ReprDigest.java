package dev.tideway.delivery.range;

import java.util.Base64;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The digest of the whole representation, whatever part of it is sent, and who does not want it (RFC 9530). */
public final class ReprDigest {
    public static final String FIELD = "Repr-Digest";

    /** One member of the dictionary: its key, its value, parameters apart (RFC 8941 section 3.2). */
    private static final Pattern MEMBER = Pattern.compile("(?:^|,)[ \\t]*([a-z*][a-z0-9_.*-]*)[ \\t]*(?:=([^,;]*))?");

    private ReprDigest() {}

    /** The field's value. */
    public static String sha256(byte[] digest) {
        return "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":";
    }

    /**
     * Section 4: a weight of 0 says that a digest is not acceptable. Another algorithm being asked for does not: the one
     * that there is does no harm.
     *
     * @param wanted the value of {@code Want-Repr-Digest}
     */
    public static boolean isUnwanted(@Nullable String wanted) {
        if (wanted == null) {
            return false;
        }
        boolean unwanted = false;
        for (var member = MEMBER.matcher(wanted); member.find(); ) {
            if (member.group(1).equals("sha-256")) {
                // The last one of a key counts.
                unwanted = member.group(2) != null && member.group(2).strip().equals("0");
            }
        }
        return unwanted;
    }
}
