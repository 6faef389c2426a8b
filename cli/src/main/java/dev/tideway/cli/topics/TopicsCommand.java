package dev.tideway.cli.topics;

import picocli.CommandLine.Command;

/** Groups what is done with Tideway's topics. */
@Command(name = "topics", description = "Make Tideway's topics on Kafka.", subcommands = TopicsCreateCommand.class)
public final class TopicsCommand {}
