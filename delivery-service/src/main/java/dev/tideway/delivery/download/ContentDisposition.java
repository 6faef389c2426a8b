package dev.tideway.delivery.download;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The name under which a package is saved (RFC 6266). */
final class ContentDisposition {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$&+.^_`|~-]+");
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private ContentDisposition() {}

    /** A name with unusual characters is given twice: a plain one for old clients, and the exact one of RFC 8187. */
    static String attachment(String fileName) {
        if (TOKEN.matcher(fileName).matches()) {
            return "attachment; filename=\"" + fileName + "\"";
        }
        String plain = fileName.replaceAll("[^A-Za-z0-9 !#$&+.^_`|~-]", "_");
        return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded(fileName);
    }

    private static String encoded(String text) {
        var encoded = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (TOKEN.matcher(String.valueOf((char) (b & 0xff))).matches()) {
                encoded.append((char) b);
            } else {
                encoded.append('%').append(HEX.toHexDigits(b));
            }
        }
        return encoded.toString();
    }
}
