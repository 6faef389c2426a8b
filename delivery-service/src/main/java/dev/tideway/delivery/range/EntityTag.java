package dev.tideway.delivery.range;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A validator of RFC 9110 section 8.8.3.
 *
 * @param opaque what stands between the quotes
 */
public record EntityTag(boolean weak, String opaque) {
    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7e\\x80-\\xff]*)\"");

    public static EntityTag strong(String opaque) {
        return new EntityTag(false, opaque);
    }

    /** Exactly one tag, else empty. */
    static Optional<EntityTag> parse(String text) {
        var matcher = TAG.matcher(text);
        return matcher.matches()
                ? Optional.of(new EntityTag(matcher.group(1) != null, matcher.group(2)))
                : Optional.empty();
    }

    /** All tags of a list; a comma may stand within quotes, so the list is walked and not split. */
    static List<EntityTag> parseList(String text) {
        var tags = new ArrayList<EntityTag>();
        var matcher = TAG.matcher(text);
        while (matcher.find()) {
            tags.add(new EntityTag(matcher.group(1) != null, matcher.group(2)));
        }
        return tags;
    }

    /** Section 8.8.3.2: for whoever puts bytes together. */
    boolean equalsStrongly(EntityTag other) {
        return !weak && !other.weak && opaque.equals(other.opaque);
    }

    /** Section 8.8.3.2: for whoever only wants to know whether to fetch again. */
    boolean equalsWeakly(EntityTag other) {
        return opaque.equals(other.opaque);
    }

    /** As it stands in a header field. */
    @Override
    public String toString() {
        return (weak ? "W/\"" : "\"") + opaque + "\"";
    }
}
