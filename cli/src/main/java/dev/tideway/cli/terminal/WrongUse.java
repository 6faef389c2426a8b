package dev.tideway.cli.terminal;

import picocli.CommandLine.ExitCode;

/** Ends a command because of what was typed, such as a folder that does not exist. */
public final class WrongUse extends CommandFailure {
    private static final long serialVersionUID = 1L;

    public WrongUse(String sentence) {
        super(sentence);
    }

    @Override
    public int exitCode() {
        return ExitCode.USAGE;
    }
}
