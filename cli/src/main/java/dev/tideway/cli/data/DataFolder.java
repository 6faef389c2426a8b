package dev.tideway.cli.data;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tideway.cli.terminal.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The folder in which a local stack keeps its data, so that a command beside it needs neither addresses nor a token.
 */
@SuppressWarnings("NullAway.Init") // picocli fills the field
public final class DataFolder {
    /** The file in which a running stack tells where its parts listen. */
    public static final String ADDRESSES = "addresses.json";

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "${env:TIDEWAY_HOME:-.}/.tideway",
            description = "Folder of the local stack's data (default: .tideway beside the script).")
    private Path folder;

    /** For picocli. */
    public DataFolder() {}

    public DataFolder(Path folder) {
        this.folder = folder;
    }

    public Path path() {
        return folder;
    }

    /** Where the signing key is, or will be once the stack has made it. */
    public Path signingKey() {
        return folder.resolve("keys").resolve("signing-key.jwk");
    }

    /** The addresses of the stack that was last started here; empty where none was. */
    public Optional<Addresses> addresses() {
        Path file = folder.resolve(ADDRESSES);
        try {
            return Optional.of(new ObjectMapper().readValue(Files.readAllBytes(file), Addresses.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + "; start the stack again with ./tideway up.", e);
        }
    }
}
