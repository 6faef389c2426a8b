package dev.tideway.catalog.token;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/** Mints tokens as the CLI does, and such as nobody should. */
public final class Tokens {
    private Tokens() {}

    public static String admin() {
        return token(claims -> claims.setStringListClaim("groups", "admin"));
    }

    public static String of(Role role, String... projects) {
        return token(claims -> {
            claims.setStringListClaim("groups", role.claim());
            claims.setStringListClaim("projects", List.of(projects));
        });
    }

    /** An admin's token, but for what is changed. */
    public static String token(Consumer<JwtClaims> change) {
        return signed(claims(change), key());
    }

    static JwtClaims claims(Consumer<JwtClaims> change) {
        JwtClaims claims = new JwtClaims();
        claims.setIssuer("tideway");
        claims.setAudience("tideway");
        claims.setSubject("test");
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAtToNow();
        claims.setExpirationTimeMinutesInTheFuture(10);
        claims.setStringListClaim("groups", "admin");
        change.accept(claims);
        return claims;
    }

    static String withoutKeyId(JwtClaims claims) {
        return signed(claims, key(), null);
    }

    public static String signed(JwtClaims claims, PublicJsonWebKey key) {
        return signed(claims, key, "test");
    }

    private static String signed(JwtClaims claims, PublicJsonWebKey key, @Nullable String keyId) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setPayload(claims.toJson());
            signature.setKey(key.getPrivateKey());
            if (keyId != null) {
                signature.setKeyIdHeaderValue(keyId);
            }
            signature.setAlgorithmHeaderValue("ES256");
            return signature.getCompactSerialization();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static PublicJsonWebKey key() {
        try {
            Path jwks = Path.of(ConfigProvider.getConfig().getValue("tideway.token.jwks", String.class));
            return (PublicJsonWebKey)
                    JsonWebKey.Factory.newJwk(Files.readString(jwks.resolveSibling(SigningKeyResource.PRIVATE_KEY)));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
