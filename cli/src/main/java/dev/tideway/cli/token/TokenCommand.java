package dev.tideway.cli.token;

import picocli.CommandLine.Command;

/** Groups what is done with tokens. */
@Command(
        name = "token",
        description = "Make bearer tokens for the admin API.",
        subcommands = {TokenCreateCommand.class, TokenKeyCommand.class})
public final class TokenCommand {}
