package dev.tideway.packager.source;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What the end of a ZIP says of its central directory (APPNOTE 6.3.10, sections 4.3.14 to 4.3.16), found the way that
 * leaves no choice: programs that look for it differently would otherwise see different archives.
 *
 * @param start of the central directory, bytes from the file's start
 * @param end of the central directory
 */
record ZipEnd(long start, long end, long entries) {
    static final int END = 0x06054b50;

    private static final int END_SIZE = 22;
    private static final int MAX_COMMENT = 0xffff;
    private static final int LOCATOR_64 = 0x07064b50;
    private static final int LOCATOR_64_SIZE = 20;
    private static final int END_64 = 0x06064b50;
    private static final int END_64_SIZE = 56;

    static ZipEnd find(FileBytes file, Problems problems) throws IOException, RefusedException {
        int tailSize = (int) Math.min(file.size(), END_SIZE + MAX_COMMENT);
        long tailStart = file.size() - tailSize;
        ByteBuffer tail = file.at(tailStart, tailSize);
        int at = endRecord(tail, problems);
        ZipEnd end = described(file, tail, tailStart, at, problems);
        if (anotherEnd(tail, Math.max(0, end.end - tailStart), at)) {
            throw problems.fatal(
                    ReasonCode.SEVERAL_END_RECORDS,
                    "The ZIP has more than one end record, so programs would see different archives. Pack again.");
        }
        end.requireNothingBefore(tailStart + at, file, problems);
        return end;
    }

    private static int endRecord(ByteBuffer tail, Problems problems) throws RefusedException {
        boolean seen = false;
        for (int at = tail.limit() - END_SIZE; at >= 0; at--) {
            if (tail.getInt(at) == END) {
                if (at + END_SIZE + unsigned(tail.getShort(at + 20)) == tail.limit()) {
                    return at;
                }
                seen = true;
            }
        }
        throw seen
                ? problems.fatal(ReasonCode.FOREIGN_BYTES, "There are bytes after the ZIP's end. Upload the ZIP alone.")
                : problems.fatal(ReasonCode.ARCHIVE_DAMAGED, "The ZIP's end is missing. Upload it again, whole.");
    }

    private static ZipEnd described(FileBytes file, ByteBuffer tail, long tailStart, int at, Problems problems)
            throws IOException, RefusedException {
        int disk = unsigned(tail.getShort(at + 4)) | unsigned(tail.getShort(at + 6));
        int entriesHere = unsigned(tail.getShort(at + 8));
        int entries = unsigned(tail.getShort(at + 10));
        long size = unsigned(tail.getInt(at + 12));
        long start = unsigned(tail.getInt(at + 16));
        long locator = tailStart + at - LOCATOR_64_SIZE;
        boolean is64 = locator >= 0 && file.at(locator, 4).getInt(0) == LOCATOR_64;
        if (is64) {
            return described64(file, locator, new ZipEnd(start, start + size, entries), problems);
        }
        if (disk != 0 || entriesHere != entries) {
            throw split(problems);
        }
        return new ZipEnd(start, start + size, entries);
    }

    private static ZipEnd described64(FileBytes file, long locatorAt, ZipEnd small, Problems problems)
            throws IOException, RefusedException {
        ByteBuffer locator = file.at(locatorAt, LOCATOR_64_SIZE);
        if (locator.getInt(4) != 0 || unsigned(locator.getInt(16)) > 1) {
            throw split(problems);
        }
        long at = locator.getLong(8);
        ByteBuffer end = file.at(at, END_64_SIZE);
        if (end.getInt(0) != END_64 || at + 12 + end.getLong(4) != locatorAt) {
            throw contradiction(problems);
        }
        if (end.getInt(16) != 0 || end.getInt(20) != 0 || end.getLong(24) != end.getLong(32)) {
            throw split(problems);
        }
        ZipEnd large = new ZipEnd(end.getLong(48), end.getLong(48) + end.getLong(40), end.getLong(32));
        boolean agrees = (small.entries == 0xffff || small.entries == large.entries)
                && (small.start == 0xffffffffL || small.start == large.start);
        if (!agrees || large.start < 0 || large.end != at) {
            throw contradiction(problems);
        }
        return large;
    }

    /** Whatever lies between the central directory and its end record is read by some programs and not by others. */
    private void requireNothingBefore(long endRecord, FileBytes file, Problems problems)
            throws IOException, RefusedException {
        boolean is64 = end + END_64_SIZE + LOCATOR_64_SIZE <= endRecord
                && file.at(end, 4).getInt(0) == END_64
                && file.at(endRecord - LOCATOR_64_SIZE, 4).getInt(0) == LOCATOR_64;
        if (end > endRecord) {
            throw contradiction(problems);
        }
        if (end < endRecord && !is64) {
            throw problems.fatal(
                    ReasonCode.FOREIGN_BYTES,
                    "There are bytes in the ZIP that belong to nothing, before its start or before its end. Pack again.");
        }
    }

    private static boolean anotherEnd(ByteBuffer tail, long from, int found) {
        for (long at = from; at <= tail.limit() - END_SIZE; at++) {
            if (at != found && tail.getInt((int) at) == END) {
                return true;
            }
        }
        return false;
    }

    private static RefusedException split(Problems problems) {
        return problems.fatal(ReasonCode.SPLIT_ARCHIVE, "The ZIP is one part of several. Upload it as one file.");
    }

    private static RefusedException contradiction(Problems problems) {
        return problems.fatal(
                ReasonCode.HEADERS_CONTRADICT, "The ZIP's end records contradict each other or the file. Pack again.");
    }

    static int unsigned(short value) {
        return Short.toUnsignedInt(value);
    }

    static long unsigned(int value) {
        return Integer.toUnsignedLong(value);
    }
}
