package dev.tideway.cli.publish;

import dev.tideway.cli.terminal.WrongUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What is uploaded: an archive as it is, or a folder packed into a temporary one.
 *
 * @param temporary whether the file goes away on closing
 */
record Archive(Path file, boolean temporary) implements AutoCloseable {
    /** @throws WrongUse if there is nothing to upload at that path */
    static Archive of(Path source) throws IOException {
        if (Files.isDirectory(source)) {
            return packed(source);
        }
        if (!Files.isRegularFile(source)) {
            throw new WrongUse("There is no folder and no archive at " + source + ".");
        }
        return new Archive(source, false);
    }

    private static Archive packed(Path folder) throws IOException {
        Archive archive = new Archive(Files.createTempFile("tideway-", ".zip"), true);
        archive.file.toFile().deleteOnExit();
        try {
            FolderArchive.pack(folder, archive.file);
            return archive;
        } catch (IOException | RuntimeException e) {
            archive.close();
            throw e;
        }
    }

    long size() throws IOException {
        return Files.size(file);
    }

    @Override
    public void close() throws IOException {
        if (temporary) {
            Files.deleteIfExists(file);
        }
    }
}
