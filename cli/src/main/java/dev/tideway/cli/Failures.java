package dev.tideway.cli;

import dev.tideway.cli.terminal.CommandFailure;
import dev.tideway.protocol.InvalidValueException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong in one line on stderr, and chooses the exit code. */
final class Failures {
    private Failures() {}

    static int wrongUse(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        say(command, failure.getMessage());
        UnmatchedArgumentException.printSuggestions(failure, command.getErr());
        say(command, "Try: " + command.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    static int failed(Exception failure, CommandLine command, boolean stacktrace) {
        if (stacktrace) {
            failure.printStackTrace(command.getErr());
        }
        if (failure instanceof CommandFailure told) {
            say(command, told.getMessage());
            return told.exitCode();
        }
        if (failure instanceof InvalidValueException wrong) {
            say(command, asOption(wrong));
            return ExitCode.USAGE;
        }
        say(
                command,
                (failure instanceof IOException ? "Reading or writing failed: " : "That was not foreseen: ") + failure);
        say(command, "Run it again with --stacktrace to see where.");
        return ExitCode.SOFTWARE;
    }

    /** Names on the wire and options differ a little. */
    private static String asOption(InvalidValueException wrong) {
        String option =
                wrong.field().equals("project_id") ? "project" : wrong.field().replace('_', '-');
        return "--" + option
                + String.valueOf(wrong.getMessage()).substring(wrong.field().length());
    }

    private static void say(CommandLine command, @Nullable String line) {
        command.getErr().println(line);
        command.getErr().flush();
    }
}
