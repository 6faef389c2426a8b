package dev.tideway.cli.api;

import dev.tideway.cli.terminal.WrongUse;
import dev.tideway.cli.token.Role;
import dev.tideway.cli.token.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Opens the admin API: with the token that was given, or one made with the local stack's key. */
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class AdminAccess {
    /** For the calls before and after the time that is known beforehand. */
    private static final Duration SPARE = Duration.ofMinutes(10);

    @Mixin
    private ServiceAddresses addresses;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:TIDEWAY_TOKEN}",
            description = "Bearer token (TIDEWAY_TOKEN, which keeps it out of the list of processes;"
                    + " default: a short-lived one made with the local stack's key).")
    private @Nullable String token;

    /**
     * The API at the address that was given or found.
     *
     * @param use how long the token will be needed; a token that was given lives as long as it lives
     * @throws WrongUse if there is neither address nor token nor key
     */
    public AdminApi open(Duration use) throws IOException {
        Address catalog = addresses.catalog();
        return new AdminApi(catalog, token == null || token.isBlank() ? mint(use) : token.strip());
    }

    /**
     * What people steer with, at the same address and with the same token.
     *
     * @throws WrongUse if there is neither address nor token nor key
     */
    public ControlApi control() throws IOException {
        Address catalog = addresses.catalog();
        return new ControlApi(catalog, token == null || token.isBlank() ? mint(Duration.ZERO) : token.strip());
    }

    private String mint(Duration use) throws IOException {
        Path key = addresses.data().signingKey();
        if (Files.notExists(key)) {
            throw new WrongUse(
                    "There is no token: give --token or set TIDEWAY_TOKEN (whoever runs the catalog makes one"
                            + " with tideway token create), or start a local stack with ./tideway up.");
        }
        Duration life = use.plus(SPARE);
        boolean tooLong = life.compareTo(SigningKey.LONGEST_LIFE) > 0;
        return SigningKey.load(key).mint(Role.ADMIN, List.of(), tooLong ? SigningKey.LONGEST_LIFE : life);
    }
}
