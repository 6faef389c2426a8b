package dev.tideway.local.up;

import dev.tideway.cli.data.DataFolder;
import dev.tideway.cli.terminal.CommandFailure;
import dev.tideway.cli.terminal.Terminal;
import dev.tideway.local.parts.LockedDataFolder;
import dev.tideway.local.parts.StackException;
import dev.tideway.local.stack.Stack;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Runs the whole stack until Ctrl-C, SIGTERM, or the end of one of its parts. */
@Command(
        name = "up",
        description = {
            "Start PostgreSQL, Kafka, an S3 server and Tideway's services on this machine.",
            "On an empty data folder a small sample app is published. Ctrl-C stops everything."
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class UpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private DataFolder data;

    @Mixin
    private PortOptions ports;

    @Override
    public Integer call() throws IOException {
        var terminal = Terminal.of(spec.commandLine());
        try (var folder = LockedDataFolder.lock(data.path());
                var stack = new Stack(folder, ports.ports())) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, terminal), "stop the stack"));
            return run(stack, folder, terminal);
        } catch (StackException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    /** Returns only when the stack cannot go on; Ctrl-C ends this program from the shutdown hook. */
    private static int run(Stack stack, LockedDataFolder folder, Terminal terminal) {
        terminal.remark("Starting Tideway in " + folder.path());
        try {
            stack.start((name, time) -> terminal.remark(line(name, time)));
            var sample = new SampleApp(stack, folder);
            if (sample.isMissing()) {
                var begin = System.nanoTime();
                sample.publish();
                terminal.remark(line("sample app", Duration.ofNanos(System.nanoTime() - begin)));
            }
        } catch (StackException e) {
            if (stack.isStopping()) {
                return ExitCode.SOFTWARE;
            }
            throw e;
        }
        terminal.result(Welcome.text(stack, folder));
        terminal.remark(stack.endedByItself().join() + "\nStopping the rest.");
        return ExitCode.SOFTWARE;
    }

    private static void stop(Stack stack, Terminal terminal) {
        if (!stack.isStopping()) {
            terminal.remark("Stopping.");
            stack.close();
            terminal.remark("Everything is stopped; the data stays.");
        }
    }

    private static String line(String name, Duration time) {
        return String.format(Locale.ROOT, "  %-11s ready after %.1f s", name, time.toMillis() / 1000.0);
    }
}
