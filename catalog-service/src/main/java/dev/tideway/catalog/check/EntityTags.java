package dev.tideway.catalog.check;

/** Compares what a client has with what it would get (RFC 9110 sections 8.8.3.2 and 13.1.2). */
public final class EntityTags {
    private EntityTags() {}

    /**
     * @param ifNoneMatch the header's value: a list of tags, or {@code *}
     * @param etag the present one, with its quotation marks
     * @return whether the client has it already; a tag that is not closed ends the list
     */
    public static boolean contains(String ifNoneMatch, String etag) {
        String list = ifNoneMatch.strip();
        if (list.equals("*")) {
            return true;
        }
        int open = list.indexOf('"');
        while (open >= 0) {
            int close = list.indexOf('"', open + 1);
            if (close < 0) {
                return false;
            }
            if (close + 1 - open == etag.length() && list.startsWith(etag, open)) {
                return true;
            }
            open = list.indexOf('"', close + 1);
        }
        return false;
    }
}
