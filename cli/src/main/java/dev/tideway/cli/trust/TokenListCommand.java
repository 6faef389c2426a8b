package dev.tideway.cli.trust;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tideway.cli.api.AdminAccess;
import dev.tideway.cli.terminal.Output;
import dev.tideway.cli.terminal.Table;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists revoked tokens; those that are good are known to their bearers alone. */
@Command(name = "list", description = "List revoked tokens, newest first. Those that are good are kept nowhere.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TokenListCommand implements Callable<Integer> {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "50",
            description = "At most so many (default: ${DEFAULT-VALUE}).")
    private int limit;

    @Mixin
    private Output output;

    @Mixin
    private AdminAccess access;

    @Override
    public Integer call() throws IOException {
        return output.tell(
                access.control().listed("/api/v1/tokens/revoked", "tokens", Map.of(), limit), TokenListCommand::table);
    }

    private static List<String> table(JsonNode revoked) {
        Table table = new Table("REVOKED AT", "BY", "TOKEN", "REASON");
        revoked.path("tokens")
                .forEach(token -> table.add(
                        token.path("revoked_at").asText("-"),
                        token.path("revoked_by").asText(),
                        token.path("jti").asText(),
                        token.path("reason").asText("-")));
        return table.lines();
    }
}
