package dev.tideway.cli.publish;

import dev.tideway.cli.api.AdminAccess;
import dev.tideway.cli.api.BuildRequest;
import dev.tideway.cli.api.BuildStatus;
import dev.tideway.cli.status.BuildReport;
import dev.tideway.cli.status.BuildWords;
import dev.tideway.cli.terminal.DurationConverter;
import dev.tideway.cli.terminal.Progress;
import dev.tideway.cli.terminal.Terminal;
import dev.tideway.protocol.Names;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Publishes a build and tells what became of it, in words or as JSON, and by its exit code. */
@Command(
        name = "publish",
        description = "Upload a build, announce it, and wait until it is decided.",
        exitCodeList = {
            "0:offered, held or scheduled",
            "1:something went wrong, such as a server that is away or a token that is refused",
            "2:wrong use, such as a folder that does not exist",
            "3:rejected, failed or superseded",
            "4:not decided when the time given was over"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class PublishCommand implements Callable<Integer> {
    private static final int REFUSED = 3;
    private static final int UNDECIDED = 4;

    @Parameters(
            paramLabel = "FOLDER|ARCHIVE",
            description =
                    "A folder, which is packed; or an archive (zip, tar, tar.gz, tar.zst), which is sent as it is.")
    private Path source;

    @Option(
            names = "--project",
            required = true,
            paramLabel = "ID",
            description = "The project's id; it is created where there is none and the token may.")
    private String project;

    @Mixin
    private BuildOptions build;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "10m",
            description = "How long to wait, for example 90s or 10m (default: ${DEFAULT-VALUE}).")
    private Duration timeout;

    @Option(
            names = "--parts-above",
            paramLabel = "MIB",
            defaultValue = "100",
            description = "Upload an archive in parts that is larger than so many MiB (default: ${DEFAULT-VALUE}).")
    private int partsAbove;

    @Option(names = "--json", description = "End with one JSON object on stdout instead of words.")
    private boolean json;

    @Mixin
    private AdminAccess access;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Names.projectId(project);
        BuildRequest request = build.request();
        Terminal terminal = Terminal.of(spec.commandLine());
        Publisher publisher = new Publisher(access.open(timeout), new Remarks(terminal), (long) partsAbove << 20);
        BuildStatus status = publisher.publish(project, source, request, timeout);
        if (json) {
            terminal.result(BuildReport.of(status).json());
        } else {
            BuildWords.lines(status).forEach(terminal::result);
        }
        if (!status.isDecided()) {
            terminal.remark("The " + DurationConverter.text(timeout) + " are over. Ask again with: tideway status "
                    + status.buildId() + " --project " + project + " --os " + request.os());
        }
        return exitCode(status);
    }

    private static int exitCode(BuildStatus status) {
        if (status.isAccepted()) {
            return 0;
        }
        return status.isRefused() ? REFUSED : UNDECIDED;
    }

    /** What a person hears on the way. */
    private record Remarks(Terminal terminal) implements PublishListener {
        @Override
        public void projectCreated(String projectId) {
            terminal.remark("Created the project " + projectId + ".");
        }

        @Override
        public Progress uploading(long totalBytes) {
            return terminal.progress("Uploading", totalBytes);
        }

        @Override
        public void announced(BuildStatus status) {
            terminal.remark(
                    "Build " + status.buildId() + " is uploaded and announced; waiting for what becomes of it.");
        }
    }
}
