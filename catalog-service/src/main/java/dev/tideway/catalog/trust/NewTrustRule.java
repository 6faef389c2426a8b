package dev.tideway.catalog.trust;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.tideway.protocol.InvalidValueException;
import dev.tideway.protocol.Names;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The request for a trust rule.
 *
 * @param issuer what the installation calls the issuer
 * @param role {@code viewer} or {@code publisher}: what decides about releases is left to people
 * @param claims exact values, 1 to 20
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record NewTrustRule(String issuer, String role, Map<String, String> claims) {
    private static final Set<String> ROLES = Set.of("viewer", "publisher");
    private static final int MOST_CLAIMS = 20;

    /** @throws InvalidValueException if a value breaks a rule */
    public NewTrustRule {
        Names.atMost("issuer", Names.MAX_TEXT, Names.present("issuer", issuer));
        if (!ROLES.contains(Names.present("role", role))) {
            throw new InvalidValueException("role", "must be viewer or publisher");
        }
        claims = new TreeMap<>(Names.present("claims", claims));
        if (claims.isEmpty() || claims.size() > MOST_CLAIMS) {
            throw new InvalidValueException("claims", "must be 1 to " + MOST_CLAIMS + " claims");
        }
        claims.forEach((name, value) -> {
            Names.atMost("claims", Names.MAX_TEXT, name);
            Names.atMost("claims", Names.MAX_TEXT, Names.present("claims", value));
        });
    }
}
