package dev.tideway.cli.token;

import dev.tideway.cli.data.DataFolder;
import dev.tideway.cli.terminal.Terminal;
import dev.tideway.cli.terminal.WrongUse;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the key of an installation that no local stack made one for, and prints where the public half is. */
@Command(
        name = "key",
        description =
                "Make an installation's signing key. What it prints is the file that the catalog checks tokens with.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class TokenKeyCommand implements Callable<Integer> {
    @Mixin
    private DataFolder data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try {
            SigningKey key = SigningKey.create(data.signingKey());
            Terminal.of(spec.commandLine()).result(key.jwksFile().toString());
            return 0;
        } catch (FileAlreadyExistsException e) {
            throw new WrongUse("There is a signing key at " + data.signingKey()
                    + " already: tokens are made with it, and a new one would make them worthless.");
        }
    }
}
