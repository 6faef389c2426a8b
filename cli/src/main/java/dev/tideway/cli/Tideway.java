package dev.tideway.cli;

import dev.tideway.cli.audit.AuditCommand;
import dev.tideway.cli.device.CheckCommand;
import dev.tideway.cli.device.DownloadCommand;
import dev.tideway.cli.dlq.DlqCommand;
import dev.tideway.cli.explain.ExplainCommand;
import dev.tideway.cli.explain.SimulateCommand;
import dev.tideway.cli.project.ProjectCommand;
import dev.tideway.cli.publish.PublishCommand;
import dev.tideway.cli.recovery.RecoverCommand;
import dev.tideway.cli.release.ReleasesCommand;
import dev.tideway.cli.rollout.RolloutCommand;
import dev.tideway.cli.status.StatusCommand;
import dev.tideway.cli.terminal.DurationConverter;
import dev.tideway.cli.topics.TopicsCommand;
import dev.tideway.cli.trust.TokenCommand;
import dev.tideway.cli.trust.TrustCommand;
import dev.tideway.cli.webhook.WebhookCommand;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command {@code tideway}: its verbs are the commands under it. */
@Command(
        name = "tideway",
        description =
                "Over-the-air updates for hybrid apps: publish builds, steer releases, and look at them as a device"
                        + " does.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        subcommands = {
            PublishCommand.class,
            StatusCommand.class,
            ReleasesCommand.class,
            RolloutCommand.class,
            ProjectCommand.class,
            AuditCommand.class,
            ExplainCommand.class,
            SimulateCommand.class,
            RecoverCommand.class,
            CheckCommand.class,
            DownloadCommand.class,
            TokenCommand.class,
            TrustCommand.class,
            WebhookCommand.class,
            DlqCommand.class,
            TopicsCommand.class,
            HelpCommand.class
        },
        versionProvider = Tideway.Version.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:something went wrong, such as a server that is away", "2:wrong use"})
public final class Tideway {
    @Option(
            names = "--stacktrace",
            scope = ScopeType.INHERIT,
            description = "With an error, show also where in the program it arose.")
    boolean stacktrace;

    public static void main(String[] arguments) {
        keepLoggingQuiet();
        System.exit(commandLine().execute(arguments));
    }

    /**
     * The command as it runs.
     *
     * @param moreVerbs picocli commands from other modules, set up alike
     */
    public static CommandLine commandLine(Object... moreVerbs) {
        Tideway root = new Tideway();
        CommandLine command = new CommandLine(root);
        for (Object verb : moreVerbs) {
            command.addSubcommand(verb);
        }
        return command.registerConverter(Duration.class, new DurationConverter())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Failures::wrongUse)
                .setExecutionExceptionHandler((failure, at, parsed) -> Failures.failed(failure, at, root.stacktrace));
    }

    /** The token library logs through SLF4J, which otherwise says on stderr that nobody listens. */
    private static void keepLoggingQuiet() {
        System.setProperty("slf4j.internal.verbosity", "ERROR");
    }

    /** From the jar's manifest; classes that run without a jar are somebody's work in progress. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Tideway.class.getPackage().getImplementationVersion();
            return new String[] {"tideway " + (version == null ? "(development)" : version)};
        }
    }
}
