package dev.tideway.catalog.token;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;

/** Has each token checked by the rules of its issuer, and refuses those that were revoked. */
@Alternative
@Priority(1)
@ApplicationScoped
public class TrustedIssuers extends JWTCallerPrincipalFactory {
    /** The issuer of this installation's own tokens. */
    static final String OWN = "tideway";

    private static final JwtConsumer UNCHECKED = new JwtConsumerBuilder()
            .setSkipAllValidators()
            .setSkipSignatureVerification()
            .setDisableRequireSignature()
            .setJwsAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS)
            .build();

    private final JWTCallerPrincipalFactory own = new DefaultJWTCallerPrincipalFactory();
    private final Map<String, OidcIssuer> others;
    private final Map<String, String> names = new TreeMap<>();
    private final Revocations revocations;

    TrustedIssuers(TokenConfig config, Revocations revocations) {
        this.revocations = revocations;
        config.issuers().forEach((name, issuer) -> names.put(issuer.issuer(), name));
        this.others = config.issuers().values().stream()
                .collect(Collectors.toMap(TokenConfig.Issuer::issuer, issuer -> new OidcIssuer(issuer, config)));
    }

    /** What this installation calls another issuer; absent for itself, and for one that is not trusted. */
    Optional<String> nameOf(String issuer) {
        return Optional.ofNullable(names.get(issuer));
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo settings) throws ParseException {
        try {
            JwtContext unchecked = UNCHECKED.process(token);
            String issuer = String.valueOf(unchecked.getJwtClaims().getIssuer());
            JWTCallerPrincipal caller = issuer.equals(OWN) ? own(token, unchecked, settings) : other(token, issuer);
            if (revocations.has(caller.getTokenID())) {
                throw new ParseException("The token was revoked");
            }
            return caller;
        } catch (InvalidJwtException | MalformedClaimException e) {
            throw new ParseException("The token is not all right", e);
        }
    }

    private JWTCallerPrincipal own(String token, JwtContext unchecked, JWTAuthContextInfo settings)
            throws ParseException {
        if (unchecked.getJoseObjects().get(0).getKeyIdHeaderValue() == null) {
            throw new ParseException("The token names no key");
        }
        return own.parse(token, settings);
    }

    private JWTCallerPrincipal other(String token, String issuer) throws InvalidJwtException, ParseException {
        OidcIssuer trusted = others.get(issuer);
        if (trusted == null) {
            throw new ParseException("The token's issuer is not trusted");
        }
        JwtClaims claims = trusted.check(token);
        return new DefaultJWTCallerPrincipal(token, "JWT", claims);
    }
}
