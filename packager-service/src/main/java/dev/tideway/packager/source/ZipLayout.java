package dev.tideway.packager.source;

import static dev.tideway.packager.source.ZipEnd.unsigned;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Where each entry of a ZIP lies: no two on the same bytes, nothing between them, and as the directory says. */
final class ZipLayout {
    private static final int DESCRIPTOR = 0x08074b50;

    private record Place(ZipHeader header, long dataEnd) {
        long start() {
            return header.offset();
        }
    }

    private final FileBytes file;
    private final Problems problems;
    private final List<Place> places = new ArrayList<>();

    ZipLayout(FileBytes file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** @return where the entry's data starts; negative, with the problem noted, if the headers do not say the same */
    long place(ZipHeader central) throws IOException {
        ByteBuffer fixed = file.at(central.offset(), ZipHeader.LOCAL_SIZE);
        boolean isHeader = fixed.getInt(0) == ZipHeader.LOCAL;
        int tail = isHeader ? ZipHeader.localTail(fixed) : 0;
        long data = central.offset() + ZipHeader.LOCAL_SIZE + tail;
        if (!isHeader
                || !central.agreesWith(
                        ZipHeader.local(fixed, file.at(central.offset() + ZipHeader.LOCAL_SIZE, tail)))) {
            problems.add(
                    ReasonCode.HEADERS_CONTRADICT,
                    name(central),
                    "The ZIP's directory and the entry's own header say different things. Pack again.");
            return -1;
        }
        if (central.packed() > file.size() - data) {
            throw new DamagedContentException(
                    ReasonCode.ARCHIVE_DAMAGED, "The archive ends in the middle. Upload it again, whole.");
        }
        places.add(new Place(central, data + central.packed()));
        return data;
    }

    void requireOneBehindTheOther(ZipEnd end) throws IOException {
        places.sort(Comparator.comparingLong(Place::start));
        if (!places.isEmpty() && places.get(0).start() != 0 || places.isEmpty() && end.start() != 0) {
            problems.add(
                    ReasonCode.FOREIGN_BYTES, null, "There are bytes before the ZIP's start. Upload the ZIP alone.");
        }
        for (int i = 0; i < places.size(); i++) {
            long next = i + 1 < places.size() ? places.get(i + 1).start() : end.start();
            checkGap(places.get(i), next);
        }
    }

    /** Whether any two entries share bytes, also where the directory does not hold for others. */
    boolean hasOverlaps() {
        places.sort(Comparator.comparingLong(Place::start));
        return IntStream.range(1, places.size()).anyMatch(i -> places.get(i).start() < places.get(i - 1).dataEnd);
    }

    private void checkGap(Place place, long next) throws IOException {
        long gap = next - place.dataEnd;
        if (gap < 0) {
            problems.add(
                    ReasonCode.OVERLAPPING_ENTRIES,
                    name(place.header),
                    "The entry shares bytes with another one. Pack again with an ordinary tool.");
        } else if (place.header.hasDescriptor() ? !isDescriptor(place, gap) : gap > 0) {
            problems.add(
                    ReasonCode.FOREIGN_BYTES,
                    name(place.header),
                    "After the entry there are bytes that belong to nothing. Pack again.");
        }
    }

    /** With or without its signature, with sizes of 4 or 8 bytes (APPNOTE 6.3.10, section 4.3.9). */
    private boolean isDescriptor(Place place, long gap) throws IOException {
        if (gap < 12 || gap > 24 || gap % 4 != 0) {
            return false;
        }
        ByteBuffer bytes = file.at(place.dataEnd, (int) gap);
        boolean signed = gap % 8 == 0;
        if (signed && bytes.getInt() != DESCRIPTOR) {
            return false;
        }
        boolean wide = gap >= 20;
        int crc = bytes.getInt();
        long packed = wide ? bytes.getLong() : unsigned(bytes.getInt());
        long size = wide ? bytes.getLong() : unsigned(bytes.getInt());
        return crc == place.header.crc() && packed == place.header.packed() && size == place.header.size();
    }

    private static String name(ZipHeader header) {
        return new String(header.name(), StandardCharsets.UTF_8);
    }
}
