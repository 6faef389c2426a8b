package dev.tideway.catalog.check;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Recognises, at the beginning of what a connection sent, a whole request that asks for nothing but a check, as nearly all
 * devices and caches write it: {@code GET /checkUpdate?… HTTP/1.1}, any fields, no body.
 *
 * <p>It is stricter than RFC 9112 and refuses nothing: what it does not recognise is for the HTTP server to judge. So that
 * the two never differ about where a request ends, it recognises no request with a field that could give it a body, and
 * none with a byte that the grammar of fields (RFC 9110 section 5.5) does not have.
 */
final class PlainCheck {
    /** The longest request that is recognised, in bytes; the HTTP server limits the first line alone to as much. */
    static final int LONGEST = 4096;

    private static final byte[] START = Bytes.ascii("GET /checkUpdate?");
    private static final byte[] VERSION = Bytes.ascii(" HTTP/1.1\r\n");

    private static final int IN_QUERY = 1;
    private static final int IN_NAME = 2;
    private static final int IN_VALUE = 4;
    private static final byte[] KINDS = new byte[256];

    static {
        for (int c = 0; c < KINDS.length; c++) {
            boolean visible = c > ' ' && c != 0x7f;
            KINDS[c] |= (byte) (visible && c != '#' ? IN_QUERY : 0);
            KINDS[c] |= (byte) (visible || c == ' ' || c == '\t' ? IN_VALUE : 0);
        }
        for (byte c : Bytes.ascii("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~")) {
            KINDS[c] |= IN_NAME;
        }
    }

    private final byte[] bytes;
    private int length;
    private int at;
    private int queryEnd;
    private int tagsBegin;
    private int tagsEnd;

    /** @param bytes where the requests are put */
    PlainCheck(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Looks at what was put there.
     *
     * @param length how many bytes
     * @return how many of them the request takes; 0 if they do not begin with a whole plain check
     */
    int read(int length) {
        this.length = length;
        tagsBegin = -1;
        if (!Bytes.standsAt(START, bytes, 0, length)) {
            return 0;
        }
        at = START.length;
        skip(IN_QUERY);
        queryEnd = at;
        if (!Bytes.standsAt(VERSION, bytes, at, length)) {
            return 0;
        }
        at += VERSION.length;
        while (!isAtLineEnd()) {
            if (!readField()) {
                return 0;
            }
        }
        return at + 2;
    }

    private void skip(int kind) {
        int i = at;
        while (i < length && (KINDS[bytes[i] & 0xff] & kind) != 0) {
            i++;
        }
        at = i;
    }

    private boolean isAtLineEnd() {
        return at + 1 < length && bytes[at] == '\r' && bytes[at + 1] == '\n';
    }

    private boolean readField() {
        int name = at;
        skip(IN_NAME);
        int colon = at;
        if (colon == name || colon >= length || bytes[colon] != ':') {
            return false;
        }
        at++;
        skip(IN_VALUE);
        if (!isAtLineEnd()) {
            return false;
        }
        boolean isPlain = isPlain(name, colon);
        at += 2;
        return isPlain;
    }

    /** Whether the field, which ends here, leaves a check a plain one. */
    private boolean isPlain(int name, int colon) {
        switch (colon - name) {
            case 6:
                return !isName("expect", name);
            case 7:
                return !isName("upgrade", name);
            case 10:
                return !isName("connection", name) || value(colon + 1, at).equalsIgnoreCase("keep-alive");
            case 13:
                return !isName("if-none-match", name) || takeTags(colon + 1);
            case 14:
                return !isName("content-length", name);
            case 17:
                return !isName("transfer-encoding", name);
            default:
                return true;
        }
    }

    private boolean isName(String lowerCase, int from) {
        for (int i = 0; i < lowerCase.length(); i++) {
            int c = bytes[from + i];
            if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Several lines of it are one list, which the HTTP server joins. */
    private boolean takeTags(int begin) {
        boolean isFirst = tagsBegin < 0;
        tagsBegin = begin;
        tagsEnd = at;
        return isFirst;
    }

    private String value(int begin, int end) {
        return new String(bytes, begin, end - begin, StandardCharsets.ISO_8859_1).strip();
    }

    /** Of the request that was read: one char for each byte, as the HTTP server hands it on. */
    String query() {
        return new String(bytes, START.length, queryEnd - START.length, StandardCharsets.ISO_8859_1);
    }

    /** Of the request that was read; null if there is none. */
    @Nullable String ifNoneMatch() {
        return tagsBegin < 0 ? null : value(tagsBegin, tagsEnd);
    }
}
