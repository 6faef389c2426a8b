package dev.tideway.delivery.download;

import dev.tideway.delivery.range.ByteRange;
import dev.tideway.delivery.range.Preconditions.Validators;
import dev.tideway.delivery.range.ReprDigest;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.DateFormatter;
import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What answers with content of one file have in common, ready to be sent (RFC 9112). */
final class AnswerHead {
    private static final byte[] OK = ascii("HTTP/1.1 200 OK\r\ndate: ");
    private static final byte[] PARTIAL = ascii("HTTP/1.1 206 Partial Content\r\ndate: ");
    private static final byte[] RANGE = ascii("\r\ncontent-range: bytes ");
    private static final byte[] LENGTH = ascii("\r\ncontent-length: ");
    private static final byte[] END = ascii("\r\n\r\n");
    /** Of the numbers and the date beside what is constant. */
    private static final int ROOM = 256;

    private static volatile Now now = new Now(0);

    private final long size;
    private final Validators validators;
    private final @Nullable String tags;
    private final byte[] fields;

    /** {@code Date}, written once a second. */
    private static final class Now {
        final long second;
        final byte[] text;

        Now(long second) {
            this.second = second;
            this.text = ascii(DateFormatter.format(new Date(TimeUnit.SECONDS.toMillis(second))));
        }
    }

    /** @param more sets fields that do not depend on the file */
    AnswerHead(Representation what, Consumer<BiConsumer<CharSequence, String>> more) {
        var text = new StringBuilder();
        BiConsumer<CharSequence, String> field =
                (name, value) -> text.append("\r\n").append(name).append(": ").append(value);
        what.describe(field);
        what.describeContent(field);
        what.digest().ifPresent(digest -> field.accept(ReprDigest.FIELD, ReprDigest.sha256(digest.bytes())));
        more.accept(field);
        this.size = what.size();
        this.validators = what.validators();
        this.tags = what.caching().tags().isEmpty()
                ? null
                : String.join(",", what.caching().tags());
        this.fields = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    long size() {
        return size;
    }

    Validators validators() {
        return validators;
    }

    /** As {@code Cache-Tag} has them; null if there are none. */
    @Nullable String tags() {
        return tags;
    }

    /** How many bytes it may take. */
    int room() {
        return fields.length + ROOM;
    }

    void write(ByteBuf out, ByteRange range, boolean isPartial) {
        out.writeBytes(isPartial ? PARTIAL : OK).writeBytes(date());
        if (isPartial) {
            out.writeBytes(RANGE);
            decimal(out, range.first());
            out.writeByte('-');
            decimal(out, range.last());
            out.writeByte('/');
            decimal(out, size);
        }
        out.writeBytes(LENGTH);
        decimal(out, range.length());
        out.writeBytes(fields).writeBytes(END);
    }

    private static byte[] date() {
        Now date = now;
        long second = TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis());
        if (date.second != second) {
            date = new Now(second);
            now = date;
        }
        return date.text;
    }

    private static void decimal(ByteBuf out, long number) {
        long unit = 1;
        while (number / unit >= 10) {
            unit *= 10;
        }
        for (; unit > 0; unit /= 10) {
            out.writeByte((int) ('0' + number / unit % 10));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
