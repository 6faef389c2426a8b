package dev.tideway.catalog.trust;

import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import org.jspecify.annotations.Nullable;

/**
 * The request to take a token no more.
 *
 * @param jti its claim of that name, 1 to 256 characters
 * @param reason for the list, at most 256 characters
 */
public record Revocation(String jti, @Nullable String reason) {
    /** @throws InvalidValueException if a value breaks a rule */
    public Revocation {
        Names.atMost("jti", Names.MAX_TEXT, Names.present("jti", jti));
        if (jti.isEmpty()) {
            throw new InvalidValueException("jti", "must be the claim jti of a token");
        }
        Names.atMost("reason", Names.MAX_TEXT, reason);
    }
}
