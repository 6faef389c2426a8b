package dev.tideway.cli.trust;

import dev.tideway.cli.token.TokenCreateCommand;
import dev.tideway.cli.token.TokenKeyCommand;
import picocli.CommandLine.Command;

/** Groups what is done with tokens. */
@Command(
        name = "token",
        description = "Make and revoke bearer tokens for the admin API.",
        subcommands = {TokenCreateCommand.class, TokenRevokeCommand.class, TokenListCommand.class, TokenKeyCommand.class
        })
public final class TokenCommand {}
