package dev.tideway.local;

import dev.tideway.cli.Tideway;
import dev.tideway.local.up.UpCommand;

/** The command line with the verb that needs the whole project beside those that need only a network. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(Tideway.commandLine(new UpCommand()).execute(args));
    }
}
