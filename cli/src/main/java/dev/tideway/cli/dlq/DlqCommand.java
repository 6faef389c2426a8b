package dev.tideway.cli.dlq;

import picocli.CommandLine.Command;

/** Groups what is done with dead letters. */
@Command(
        name = "dlq",
        description = "Look at messages that could not be handled, and send them again.",
        subcommands = {DlqListCommand.class, DlqShowCommand.class, DlqReplayCommand.class})
public final class DlqCommand {}
