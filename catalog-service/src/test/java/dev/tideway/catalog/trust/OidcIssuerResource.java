package dev.tideway.catalog.trust;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** An OpenID Connect issuer as CI systems have one: it publishes its keys, and gives each job a token. */
public class OidcIssuerResource implements QuarkusTestResourceLifecycleManager {
    private static final WireMockServer SERVER =
            new WireMockServer(WireMockConfiguration.options().dynamicPort());

    static volatile EllipticCurveJsonWebKey key = newKey("first");

    @Override
    public Map<String, String> start() {
        SERVER.start();
        SERVER.stubFor(WireMock.get("/.well-known/openid-configuration")
                .willReturn(WireMock.okJson(
                        "{\"issuer\":\"" + SERVER.baseUrl() + "\",\"jwks_uri\":\"" + SERVER.baseUrl() + "/keys\"}")));
        publishKeys();
        return Map.of(
                "tideway.token.issuers.ci.issuer", SERVER.baseUrl(),
                "tideway.token.issuers.ci.audience", "https://tideway.example.com",
                "tideway.token.issuers.inside.issuer", SERVER.baseUrl() + "/inside",
                "tideway.token.issuers.inside.audience", "https://tideway.example.com",
                "tideway.token.issuers.inside.jwks-url", SERVER.baseUrl() + "/hangs",
                "tideway.token.issuers.inside.open", "false",
                "tideway.token.issuer-timeout", "1s",
                "tideway.token.issuer-pause", "1s");
    }

    @Override
    public void stop() {
        SERVER.stop();
    }

    static String issuer() {
        return SERVER.baseUrl();
    }

    static void publishKeys() {
        SERVER.stubFor(WireMock.get("/keys")
                .willReturn(WireMock.okJson(new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY))));
        SERVER.stubFor(WireMock.get("/hangs")
                .willReturn(WireMock.okJson("{\"keys\":[]}").withFixedDelay(60_000)));
    }

    /** The issuer signs with another key from now on. */
    static void rotate(String keyId) {
        key = newKey(keyId);
        publishKeys();
    }

    /** How often its keys were asked for. */
    static int keyRequests() {
        return SERVER.countRequestsMatching(
                        WireMock.getRequestedFor(WireMock.urlEqualTo("/keys")).build())
                .getCount();
    }

    /** A job's token of the repository 4711, on its protected main branch, but for what is changed. */
    static String token(Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(issuer());
        claims.setAudience("https://tideway.example.com");
        claims.setSubject("repo:acme/shop:ref:refs/heads/main");
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(10);
        claims.setStringClaim("repository_id", "4711");
        claims.setStringClaim("ref", "refs/heads/main");
        claims.setStringClaim("ref_protected", "true");
        change.accept(claims);
        return signed(claims, key);
    }

    static String signed(JwtClaims claims, EllipticCurveJsonWebKey by) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(by.getPrivateKey());
            signature.setKeyIdHeaderValue(by.getKeyId());
            signature.setAlgorithmHeaderValue("ES256");
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    static EllipticCurveJsonWebKey newKey(String id) {
        try {
            EllipticCurveJsonWebKey fresh = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            fresh.setKeyId(id);
            fresh.setAlgorithm("ES256");
            return fresh;
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
