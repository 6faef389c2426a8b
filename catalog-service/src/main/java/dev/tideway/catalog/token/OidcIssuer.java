package dev.tideway.catalog.token;

import dev.tideway.catalog.token.TokenConfig.Issuer;
import java.io.IOException;
import java.security.Key;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import org.jose4j.http.Get;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.keys.resolvers.HttpsJwksVerificationKeyResolver;
import org.jose4j.keys.resolvers.VerificationKeyResolver;
import org.jose4j.lang.JoseException;
import org.jose4j.lang.UnresolvableKeyException;
import org.jspecify.annotations.Nullable;

/**
 * Checks the tokens of one OpenID Connect issuer with the keys that it publishes (OpenID Connect Discovery 1.0, section
 * 4; RFC 7517). Keys are fetched at the first token, kept, and fetched again for a {@code kid} that is not among them.
 */
final class OidcIssuer implements VerificationKeyResolver {
    private static final Logger LOG = Logger.getLogger(OidcIssuer.class);
    private static final int LARGEST_ANSWER = 512 << 10;
    private static final int MOST_MINUTES = Math.toIntExact(Duration.ofDays(90).toMinutes());
    private static final int CLOCK_SKEW_SECONDS = 30;

    private final Issuer issuer;
    private final TokenConfig config;
    private final JwtConsumer consumer;
    private @Nullable HttpsJwksVerificationKeyResolver keys;
    private volatile long pausedUntil = System.nanoTime();

    OidcIssuer(Issuer issuer, TokenConfig config) {
        this.issuer = issuer;
        this.config = config;
        this.consumer = new JwtConsumerBuilder()
                .setExpectedIssuer(issuer.issuer())
                .setExpectedAudience(issuer.audience())
                .setRequireSubject()
                .setRequireJwtId()
                .setRequireIssuedAt()
                .setRequireExpirationTime()
                .setMaxFutureValidityInMinutes(MOST_MINUTES)
                .setAllowedClockSkewInSeconds(CLOCK_SKEW_SECONDS)
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(
                        ConstraintType.PERMIT,
                        AlgorithmIdentifiers.RSA_USING_SHA256,
                        AlgorithmIdentifiers.RSA_USING_SHA384,
                        AlgorithmIdentifiers.RSA_USING_SHA512,
                        AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
                        AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
                        AlgorithmIdentifiers.EDDSA))
                .setVerificationKeyResolver(this)
                .build();
    }

    /**
     * The claims of a token that is all right; may fetch keys, so not to be called on the event loop.
     *
     * @throws InvalidJwtException if it is not, or if it cannot be told because the issuer is away
     */
    JwtClaims check(String token) throws InvalidJwtException {
        return consumer.processToClaims(token);
    }

    @Override
    public Key resolveKey(JsonWebSignature token, List<JsonWebStructure> nesting) throws UnresolvableKeyException {
        if (token.getKeyIdHeaderValue() == null) {
            throw new UnresolvableKeyException("the token names no key");
        }
        if (System.nanoTime() - pausedUntil < 0) {
            throw new UnresolvableKeyException("the issuer is away");
        }
        try {
            return keys().resolveKey(token, nesting);
        } catch (UnresolvableKeyException e) {
            // No key of that name is the token's fault; no keys at all is not.
            if (e.getCause() == null) {
                throw e;
            }
            return pause(e);
        } catch (IOException | JoseException e) {
            return pause(e);
        }
    }

    private Key pause(Exception e) throws UnresolvableKeyException {
        pausedUntil = System.nanoTime() + config.issuerPause().toNanos();
        LOG.warnf("The keys of %s cannot be had, so its tokens are refused: %s", issuer.issuer(), e);
        throw new UnresolvableKeyException("the issuer is away", e);
    }

    private synchronized HttpsJwksVerificationKeyResolver keys() throws IOException, JoseException {
        if (keys == null) {
            Get get = get();
            String known = issuer.jwksUrl().orElse(null);
            HttpsJwks jwks = new HttpsJwks(known == null ? discovered(get) : known);
            jwks.setSimpleHttpGet(get);
            jwks.setDefaultCacheDuration(config.keysFresh().toSeconds());
            jwks.setRetainCacheOnErrorDuration(config.keysStale().toSeconds());
            // However many tokens name keys that are not there, the issuer is asked once in this time.
            jwks.setRefreshReprieveThreshold(config.issuerPause().toMillis());
            keys = new HttpsJwksVerificationKeyResolver(jwks);
        }
        return keys;
    }

    private Get get() {
        int timeout = Math.toIntExact(config.issuerTimeout().toMillis());
        Get get = new Get();
        get.setConnectTimeout(timeout);
        get.setReadTimeout(timeout);
        get.setRetries(0);
        get.setResponseBodySizeLimit(LARGEST_ANSWER);
        return get;
    }

    private String discovered(Get get) throws IOException, JoseException {
        String base = issuer.issuer().replaceFirst("/+$", "");
        Map<String, Object> document = JsonUtil.parseJson(
                get.get(base + "/.well-known/openid-configuration").getBody());
        if (!issuer.issuer().equals(document.get("issuer")) || !(document.get("jwks_uri") instanceof String uri)) {
            throw new JoseException("its discovery document is of another issuer, or names no keys");
        }
        return uri;
    }
}
