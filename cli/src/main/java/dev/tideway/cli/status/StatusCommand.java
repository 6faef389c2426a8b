package dev.tideway.cli.status;

import dev.tideway.cli.api.AdminAccess;
import dev.tideway.cli.api.BuildStatus;
import dev.tideway.cli.terminal.Terminal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Asks what became of a build; exits with 0 whatever the answer is. */
@Command(name = "status", description = "Say where a build stands.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class StatusCommand implements Callable<Integer> {
    @Parameters(paramLabel = "BUILD", description = "The build's id.")
    private String build;

    @Option(names = "--project", required = true, paramLabel = "ID", description = "The project's id.")
    private String project;

    @Option(names = "--os", paramLabel = "OS", description = "Needed only where several have a build of that id.")
    private @Nullable String os;

    @Option(names = "--json", description = "Print one JSON object instead of words.")
    private boolean json;

    @Mixin
    private AdminAccess access;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        BuildStatus status = access.open(Duration.ZERO).status(project, build, os);
        Terminal terminal = Terminal.of(spec.commandLine());
        if (json) {
            terminal.result(BuildReport.of(status).json());
        } else {
            BuildWords.lines(status).forEach(terminal::result);
        }
        return 0;
    }
}
