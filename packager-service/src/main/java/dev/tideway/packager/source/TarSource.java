package dev.tideway.packager.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads an uncompressed tar archive: names byte by byte, every header's checksum, and zeros alone after its end.
 *
 * <p>The headers are read here because the library that reads tar elsewhere ignores checksums and mends names.
 */
final class TarSource {
    /** Bytes of a pax header or a GNU long name; no honest one comes near. */
    private static final int MAX_EXTENSION = 1 << 20;

    private final FileBytes file;
    private final Problems problems;
    private final TreeCheck tree;
    private long at;
    private byte @Nullable [] longName;
    private PaxRecords pax = new PaxRecords();

    TarSource(FileBytes file, Problems problems, TreeCheck tree) {
        this.file = file;
        this.problems = problems;
        this.tree = tree;
    }

    void read() throws IOException, RefusedException {
        ByteBuffer block = file.at(at, TarHeader.BLOCK);
        while (!TarHeader.isZero(block)) {
            if (!TarHeader.checksumFits(block)) {
                throw problems.fatal(
                        ReasonCode.WRONG_CHECKSUM, "A header of the tar archive is damaged. Pack and upload it again.");
            }
            at += TarHeader.BLOCK;
            take(TarHeader.of(block));
            block = file.at(at, TarHeader.BLOCK);
        }
        requireZerosToTheEnd();
    }

    private void take(TarHeader header) throws IOException, RefusedException {
        switch (header.type()) {
            case 'x' -> pax = PaxRecords.of(extension(header));
            case 'g' -> requireHarmless(PaxRecords.of(extension(header)));
            case 'L' -> longName = withoutNul(extension(header).array());
            case 'K' -> extension(header);
            default -> takeEntry(header);
        }
    }

    private void takeEntry(TarHeader header) throws IOException, RefusedException {
        long size = pax.size() >= 0 ? pax.size() : header.size();
        byte[] rawName = pax.path() != null ? pax.path() : longName != null ? longName : header.name();
        tree.count(rawName.length);
        boolean sparse = pax.isSparse();
        pax = new PaxRecords();
        longName = null;
        Optional<String> name = tree.paths().decoded(rawName);
        char type = header.type() == '\0' || header.type() == '7' ? '0' : header.type();
        if (type == '0' && name.isPresent() && name.get().endsWith("/")) {
            // So did programs write folders before there was a type for them.
            type = '5';
        }
        boolean hasContent = type == '0' || "12345".indexOf(type) < 0;
        long start = at;
        skip(hasContent ? size : 0);
        if (name.isPresent()) {
            takeNamed(name.get(), sparse ? 'S' : header.type(), start, size);
            if (type == '5') {
                tree.folder(name.get());
            }
        }
    }

    private void takeNamed(String name, char type, long start, long size) throws RefusedException {
        switch (type) {
            case '0', '\0', '7' -> {
                Optional<String> path = name.endsWith("/") ? Optional.empty() : tree.file(name, size);
                if (path.isPresent()) {
                    tree.add(new Member(file, path.get(), start, size));
                }
            }
            case '5' -> {}
            case '1' ->
                refuse(ReasonCode.HARD_LINK, name, "A hard link cannot be delivered. Pack with --hard-dereference.");
            case '2' ->
                refuse(ReasonCode.SYMBOLIC_LINK, name, "A symbolic link cannot be delivered. Pack with --dereference.");
            case 'M' ->
                refuse(ReasonCode.SPLIT_ARCHIVE, name, "The archive is one part of several. Upload it as one file.");
            default -> refuse(ReasonCode.SPECIAL_FILE, name, "The entry is no ordinary file. Leave it out.");
        }
    }

    private void refuse(ReasonCode code, String name, String message) {
        problems.add(code, name, message);
        tree.addUnread(name.startsWith("./") ? name.substring(2) : name);
    }

    private ByteBuffer extension(TarHeader header) throws IOException, RefusedException {
        if (header.size() < 0 || header.size() > MAX_EXTENSION) {
            throw problems.fatal(
                    ReasonCode.ARCHIVE_DAMAGED, "A header of the tar archive is too long. Pack and upload it again.");
        }
        ByteBuffer content = file.at(at, (int) header.size());
        skip(header.size());
        return content;
    }

    private void requireHarmless(PaxRecords global) throws RefusedException {
        if (global.saysWhatOneEntryIs()) {
            throw problems.fatal(
                    ReasonCode.HEADERS_CONTRADICT, "A global header of the tar archive names one entry. Pack again.");
        }
    }

    private void skip(long size) throws RefusedException {
        if (size < 0 || size > file.size() - at) {
            throw problems.fatal(ReasonCode.ARCHIVE_DAMAGED, "The archive ends in the middle. Upload it again, whole.");
        }
        at += (size + TarHeader.BLOCK - 1) / TarHeader.BLOCK * TarHeader.BLOCK;
    }

    private void requireZerosToTheEnd() throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream rest = file.slice(at, file.size())) {
            for (int got = rest.read(buffer); got >= 0; got = rest.read(buffer)) {
                for (int i = 0; i < got; i++) {
                    if (buffer[i] != 0) {
                        problems.add(
                                ReasonCode.FOREIGN_BYTES,
                                null,
                                "There are bytes after the tar archive's end. Upload one archive alone.");
                        return;
                    }
                }
            }
        }
    }

    private static byte[] withoutNul(byte[] name) {
        String text = new String(name, StandardCharsets.ISO_8859_1);
        int nul = text.indexOf(0);
        return nul < 0 ? name : Arrays.copyOf(name, nul);
    }

    private record Member(FileBytes archive, String path, long start, long size) implements SourceFile {
        @Override
        public InputStream open() {
            return archive.slice(start, size);
        }
    }
}
