package dev.tideway.connection;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Recognises, at the beginning of what a connection sent, a whole request without a body, as devices and caches write it.
 *
 * <p>It is stricter than RFC 9112 and refuses nothing: what it does not recognise is for the HTTP server to judge. So that
 * the two never differ about where a request ends, it recognises no request with a field that could give it a body or
 * change the protocol, and none with a byte that the grammar of fields (RFC 9110 section 5.5) does not have.
 *
 * @param <F> fields on which an answer depends, each named as on the wire but for case and {@code _} in place of {@code -};
 *     a request that has one of them twice is not recognised
 */
public final class PlainRequest<F extends Enum<F>> {
    /** The longest request that is recognised, in bytes; devices send a tenth of that. */
    public static final int LONGEST = 4096;

    private static final byte[] GET = ascii("GET ");
    private static final byte[] HEAD = ascii("HEAD ");
    private static final byte[] OPTIONS = ascii("OPTIONS ");
    private static final byte[] VERSION = ascii(" HTTP/1.1\r\n");

    private static final int IN_TARGET = 1;
    private static final int IN_NAME = 2;
    private static final int IN_VALUE = 4;
    private static final byte[] KINDS = new byte[256];

    static {
        for (int c = 0; c < KINDS.length; c++) {
            boolean visible = c > ' ' && c != 0x7f;
            KINDS[c] |= (byte) (visible && c != '#' ? IN_TARGET : 0);
            KINDS[c] |= (byte) (visible || c == ' ' || c == '\t' ? IN_VALUE : 0);
        }
        for (byte c : ascii("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789!#$%&'*+-.^_`|~")) {
            KINDS[c] |= IN_NAME;
        }
    }

    private static final byte[] CONNECTION = ascii("connection");
    /** With any of these a request may mean more than its head says. */
    private static final byte[][] NOT_PLAIN = {
        ascii("content-length"), ascii("transfer-encoding"), ascii("upgrade"), ascii("expect")
    };

    private final byte[] bytes;
    private final byte[][] names;
    private final int[] begins;
    private final int[] ends;
    private int length;
    private int at;
    private boolean isCutOff;
    private boolean isGet;
    private int targetBegin;
    private int targetEnd;

    /**
     * @param bytes where the requests are put
     * @param fields those that are kept
     */
    public PlainRequest(byte[] bytes, Class<F> fields) {
        this.bytes = bytes;
        this.names = Arrays.stream(fields.getEnumConstants())
                .map(field -> ascii(field.name().toLowerCase(Locale.ROOT).replace('_', '-')))
                .toArray(byte[][]::new);
        this.begins = new int[names.length];
        this.ends = new int[names.length];
    }

    /**
     * Looks at what was put there.
     *
     * @param length how many bytes
     * @return how many of them the request takes; 0 if they do not begin with a whole one that is recognised
     */
    public int read(int length) {
        this.length = length;
        this.isCutOff = false;
        Arrays.fill(begins, 0);
        if (!readLine()) {
            return 0;
        }
        while (!isAtLineEnd()) {
            if (!readField()) {
                return 0;
            }
        }
        return at + 2;
    }

    private boolean readLine() {
        isGet = standsAt(GET, 0);
        at = isGet ? GET.length : standsAt(HEAD, 0) ? HEAD.length : standsAt(OPTIONS, 0) ? OPTIONS.length : 0;
        targetBegin = at;
        if (at == 0) {
            return false;
        }
        if (at == length || bytes[at] != '/') {
            isCutOff = at == length;
            return false;
        }
        skip(IN_TARGET);
        targetEnd = at;
        boolean isWhole = standsAt(VERSION, at);
        at += VERSION.length;
        return isWhole;
    }

    private boolean standsAt(byte[] text, int from) {
        int there = Math.min(text.length, length - from);
        boolean isEqual = Arrays.equals(bytes, from, from + there, text, 0, there);
        isCutOff |= isEqual && there < text.length;
        return isEqual && there == text.length;
    }

    private void skip(int kind) {
        int i = at;
        while (i < length && (KINDS[bytes[i] & 0xff] & kind) != 0) {
            i++;
        }
        at = i;
    }

    private boolean isAtLineEnd() {
        if (at + 1 >= length) {
            isCutOff = at == length || bytes[at] == '\r';
            return false;
        }
        return bytes[at] == '\r' && bytes[at + 1] == '\n';
    }

    private boolean readField() {
        int name = at;
        skip(IN_NAME);
        int colon = at;
        if (colon == name || colon == length || bytes[colon] != ':') {
            isCutOff |= colon == length;
            return false;
        }
        at++;
        skip(IN_VALUE);
        if (!isAtLineEnd()) {
            return false;
        }
        boolean isPlain = take(name, colon);
        at += 2;
        return isPlain;
    }

    /** Whether the field, which ends here, leaves the request a plain one. */
    private boolean take(int name, int colon) {
        for (int i = 0; i < names.length; i++) {
            if (isName(names[i], name, colon)) {
                boolean isFirst = begins[i] == 0;
                begins[i] = colon + 1;
                ends[i] = at;
                return isFirst;
            }
        }
        for (byte[] other : NOT_PLAIN) {
            if (isName(other, name, colon)) {
                return false;
            }
        }
        return !isName(CONNECTION, name, colon) || value(colon + 1, at).equalsIgnoreCase("keep-alive");
    }

    private boolean isName(byte[] lowerCase, int from, int end) {
        if (end - from != lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            int c = bytes[from + i];
            if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private String text(int begin, int end) {
        return new String(bytes, begin, end - begin, StandardCharsets.ISO_8859_1);
    }

    /** Of bytes of which none were taken: whether they end before the request does that they begin like. */
    public boolean isCutOff() {
        return isCutOff;
    }

    /** Of the request that was read: GET, or else HEAD or OPTIONS. */
    public boolean isGet() {
        return isGet;
    }

    /** Path and query as they were sent, one char for each byte, as the HTTP server hands them on. */
    public String target() {
        return target(0);
    }

    /** Path and query without their first bytes. */
    public String target(int from) {
        return text(targetBegin + from, targetEnd);
    }

    /** @param start ASCII */
    public boolean targetStartsWith(byte[] start) {
        int end = targetBegin + start.length;
        return end <= targetEnd && Arrays.equals(bytes, targetBegin, end, start, 0, start.length);
    }

    /** The field's value; null if there is none. */
    public @Nullable String field(F field) {
        int begin = begins[field.ordinal()];
        return begin == 0 ? null : value(begin, ends[field.ordinal()]);
    }

    /** Without the spaces around it, which are not part of a value (RFC 9110 section 5.5). */
    private String value(int begin, int end) {
        int from = begin;
        while (from < end && isSpace(bytes[from])) {
            from++;
        }
        int to = end;
        while (to > from && isSpace(bytes[to - 1])) {
            to--;
        }
        return text(from, to);
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\t';
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
