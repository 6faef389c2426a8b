package dev.tideway.cli.token;

import dev.tideway.cli.data.DataFolder;
import dev.tideway.cli.terminal.Terminal;
import dev.tideway.cli.terminal.WrongUse;
import dev.tideway.protocol.Names;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints a fresh token, alone, so that a script can take it as it is. */
@Command(name = "create", description = "Make a token with the installation's key and print it.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class TokenCreateCommand implements Callable<Integer> {
    @Option(names = "--role", required = true, description = "One of ${COMPLETION-CANDIDATES}.")
    private Role role;

    @Option(
            names = "--project",
            paramLabel = "ID",
            description = "A project that the token is good for; may be repeated. Left out for an admin.")
    private List<String> projects = List.of();

    @Option(
            names = "--lifetime",
            paramLabel = "TIME",
            defaultValue = "30d",
            description = "For example 12h or 30d, at most 90d (default: ${DEFAULT-VALUE}).")
    private Duration lifetime;

    @Option(names = "--subject", paramLabel = "NAME", description = "Who the audit log names (default: you).")
    private @Nullable String subject;

    @Mixin
    private DataFolder data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        projects.forEach(Names::projectId);
        if (Files.notExists(data.signingKey())) {
            throw new WrongUse("There is no signing key at " + data.signingKey()
                    + ": name the data folder with --data, or start a local stack with ./tideway up.");
        }
        SigningKey key = SigningKey.load(data.signingKey());
        String token =
                subject == null ? key.mint(role, projects, lifetime) : key.mint(subject, role, projects, lifetime);
        Terminal.of(spec.commandLine()).result(token);
        return 0;
    }
}
