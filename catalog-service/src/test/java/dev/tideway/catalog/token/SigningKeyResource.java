package dev.tideway.catalog.token;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Gives a test application a signing key of its own; its private part lies beside the public one, for {@link Tokens}. */
public class SigningKeyResource implements QuarkusTestResourceLifecycleManager {
    static final String PRIVATE_KEY = "signing-key.jwk";

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Files.createTempDirectory("tideway-keys-");
            EllipticCurveJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            key.setKeyId("test");
            key.setAlgorithm("ES256");
            Files.writeString(folder.resolve(PRIVATE_KEY), key.toJson(OutputControlLevel.INCLUDE_PRIVATE));
            Path jwks = folder.resolve("jwks.json");
            Files.writeString(jwks, new JsonWebKeySet(key).toJson(OutputControlLevel.PUBLIC_ONLY));
            return Map.of("tideway.token.jwks", jwks.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void stop() {}
}
