package dev.tideway.cli.trust;

import dev.tideway.cli.api.AdminAccess;
import dev.tideway.cli.terminal.Output;
import dev.tideway.cli.terminal.WrongUse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Revokes a token, by its id or by the token itself. */
@Command(name = "revoke", description = "Have a token refused from now on, on every replica within seconds.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TokenRevokeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ID|TOKEN", description = "The token's id (its claim jti), or the token itself.")
    private String tokenOrId;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the list.")
    private @Nullable String reason;

    @Mixin
    private Output output;

    @Mixin
    private AdminAccess access;

    @Override
    public Integer call() throws IOException {
        Map<String, Object> revocation = new LinkedHashMap<>();
        revocation.put("jti", id(tokenOrId));
        if (reason != null) {
            revocation.put("reason", reason);
        }
        return output.tell(
                access.control().create("/api/v1/tokens/revoked", revocation),
                told -> List.of("The token " + told.path("jti").asText() + " is not taken any more."));
    }

    /** A token has three parts; it is read, not checked. */
    private static String id(String tokenOrId) {
        if (tokenOrId.chars().filter(c -> c == '.').count() != 2) {
            return tokenOrId;
        }
        try {
            String id = new JwtConsumerBuilder()
                    .setSkipAllValidators()
                    .setSkipSignatureVerification()
                    .build()
                    .processToClaims(tokenOrId)
                    .getJwtId();
            if (id != null) {
                return id;
            }
        } catch (InvalidJwtException | MalformedClaimException e) {
            // It is told in words below.
        }
        throw new WrongUse("That is no token with an id; give the token itself, or its claim jti.");
    }
}
