package dev.tideway.cli.publish;

import dev.tideway.cli.terminal.WrongUse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.LocalDateTime;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs a folder for the way to the packager: every file, sorted by its path, undated, so that the same tree gives the
 * same bytes. Empty folders are left out.
 */
final class FolderArchive {
    /** The earliest time that a ZIP can hold. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private FolderArchive() {}

    /**
     * @throws WrongUse if the folder holds no file, or something that is neither file nor folder
     */
    static void pack(Path folder, Path zip) throws IOException {
        SortedMap<String, Path> files = filesOf(folder.toRealPath());
        if (files.isEmpty()) {
            throw new WrongUse(folder + " holds no file; give the folder with the built web assets.");
        }
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(zip));
                ZipOutputStream out = new ZipOutputStream(file)) {
            for (var each : files.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTimeLocal(NO_TIME);
                out.putNextEntry(entry);
                Files.copy(each.getValue(), out);
                out.closeEntry();
            }
        }
    }

    private static SortedMap<String, Path> filesOf(Path folder) throws IOException {
        SortedMap<String, Path> files = new TreeMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isSymbolicLink()) {
                    throw new WrongUse(file + " is a symbolic link, which no device can install;"
                            + " put the file itself there, or leave it out.");
                }
                if (!attributes.isRegularFile()) {
                    throw new WrongUse(file + " is neither a file nor a folder; leave it out.");
                }
                files.put(entryName(folder, file), file);
                return FileVisitResult.CONTINUE;
            }
        });
        return files;
    }

    private static String entryName(Path folder, Path file) {
        return folder.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "/");
    }
}
