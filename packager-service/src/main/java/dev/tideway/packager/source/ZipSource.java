package dev.tideway.packager.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a ZIP of which every program must see the same: its central directory and its local headers say the same, its
 * entries lie one behind the other, and no byte belongs to nothing.
 *
 * <p>The structure is read here and not by a library because each library forgives other things, and because exactly
 * the bytes that were checked are then packed.
 */
final class ZipSource {
    private final FileBytes file;
    private final SourceLimits limits;
    private final Problems problems;
    private final TreeCheck tree;

    ZipSource(FileBytes file, SourceLimits limits, Problems problems, TreeCheck tree) {
        this.file = file;
        this.limits = limits;
        this.problems = problems;
        this.tree = tree;
    }

    void read() throws IOException, RefusedException {
        ZipEnd end = ZipEnd.find(file, problems);
        List<ZipHeader> headers = headers(end);
        boolean allHeld = headers.size() == end.entries();
        ZipLayout layout = new ZipLayout(file, problems);
        for (ZipHeader header : headers) {
            if (header.hasImpossibleSize()) {
                problems.add(ReasonCode.HEADERS_CONTRADICT, name(header), "The entry's sizes cannot be. Pack again.");
                allHeld = false;
            } else {
                long data = layout.place(header);
                allHeld &= data >= 0;
                take(header, data);
            }
        }
        checkTotalRatio(headers);
        if (allHeld) {
            layout.requireOneBehindTheOther(end);
        }
        if (layout.hasOverlaps()) {
            tree.readNothing();
        }
    }

    private List<ZipHeader> headers(ZipEnd end) throws IOException, RefusedException {
        List<ZipHeader> headers = new ArrayList<>();
        long at = end.start();
        for (long i = 0; i < end.entries(); i++) {
            ByteBuffer fixed = file.at(at, ZipHeader.CENTRAL_SIZE);
            if (fixed.getInt(0) != ZipHeader.CENTRAL) {
                throw directoryDamaged();
            }
            int tail = ZipHeader.centralTail(fixed);
            ZipHeader header = ZipHeader.central(fixed, file.at(at + ZipHeader.CENTRAL_SIZE, tail));
            at += ZipHeader.CENTRAL_SIZE + tail;
            if (header.disk() != 0) {
                throw problems.fatal(
                        ReasonCode.SPLIT_ARCHIVE, "The ZIP is one part of several. Upload it as one file.");
            }
            boolean bearable = hasBearableName(header);
            tree.count(bearable ? header.name().length : 0);
            if (bearable) {
                headers.add(header);
            }
        }
        if (at != end.end()) {
            throw directoryDamaged();
        }
        return headers;
    }

    /** A name may have 65,535 bytes; only those that can be accepted are kept in memory. */
    private boolean hasBearableName(ZipHeader header) {
        if (header.name().length > limits.pathBytes() + 3) {
            problems.add(
                    ReasonCode.PATH_TOO_LONG,
                    name(header),
                    "The path has more than " + limits.pathBytes() + " bytes. Shorten folder or file names.");
            return false;
        }
        return true;
    }

    private void take(ZipHeader header, long data) throws IOException, RefusedException {
        Optional<String> name = tree.paths().decoded(header.name());
        boolean good = isPlain(header);
        if (name.isEmpty()) {
            return;
        }
        if (header.isFolder()) {
            tree.folder(name.get());
            return;
        }
        good &= hasBearableRatio(header);
        Optional<String> path = tree.file(name.get(), header.size());
        if (path.isPresent() && good && data >= 0) {
            tree.add(new ZipMember(file, path.get(), header, data));
        } else {
            path.ifPresent(tree::addUnread);
        }
    }

    private boolean isPlain(ZipHeader header) {
        if (header.isEncrypted()) {
            problems.add(ReasonCode.ENCRYPTED_ENTRY, name(header), "The entry is encrypted. Pack without a password.");
        } else if (!header.hasKnownMethod()) {
            problems.add(
                    ReasonCode.UNSUPPORTED_METHOD,
                    name(header),
                    "The entry is compressed by method " + header.method()
                            + ". Pack with deflate or without compression.");
        } else if (header.isLink()) {
            problems.add(
                    ReasonCode.SYMBOLIC_LINK,
                    name(header),
                    "A symbolic link cannot be delivered. Pack the file itself.");
        } else if (header.isSpecial()) {
            problems.add(ReasonCode.SPECIAL_FILE, name(header), "The entry is no ordinary file. Leave it out.");
        } else {
            return true;
        }
        return false;
    }

    private boolean hasBearableRatio(ZipHeader header) {
        if (header.size() > SourceLimits.RATIO_FLOOR && header.size() / limits.entryRatio() > header.packed()) {
            problems.add(
                    ReasonCode.COMPRESSION_RATIO_TOO_HIGH,
                    name(header),
                    "The file unpacks to more than " + limits.entryRatio() + " times its packed size. Leave it out.");
            return false;
        }
        return true;
    }

    private void checkTotalRatio(List<ZipHeader> headers) {
        double unpacked =
                headers.stream().mapToDouble(h -> Math.max(0, h.size())).sum();
        if (unpacked <= SourceLimits.RATIO_FLOOR || unpacked / limits.totalRatio() <= file.size()) {
            return;
        }
        tree.readNothing();
        // Sizes that are wrong by themselves are no second problem.
        if (problems.isEmpty()) {
            problems.add(
                    ReasonCode.COMPRESSION_RATIO_TOO_HIGH,
                    null,
                    "The archive unpacks to more than " + limits.totalRatio()
                            + " times its size. Check what was packed.");
        }
    }

    private RefusedException directoryDamaged() {
        return problems.fatal(
                ReasonCode.ARCHIVE_DAMAGED, "The ZIP's central directory is damaged. Pack and upload it again.");
    }

    private static String name(ZipHeader header) {
        return new String(header.name(), StandardCharsets.UTF_8);
    }
}
