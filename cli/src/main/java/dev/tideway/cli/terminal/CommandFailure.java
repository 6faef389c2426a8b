package dev.tideway.cli.terminal;

import org.jspecify.annotations.Nullable;

/** Ends a command with a sentence for the person who typed it: what is wrong and what to do. */
public class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CommandFailure(String sentence) {
        this(sentence, null);
    }

    public CommandFailure(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** Anything but success and wrong use, unless a subclass knows better. */
    public int exitCode() {
        return 1;
    }
}
