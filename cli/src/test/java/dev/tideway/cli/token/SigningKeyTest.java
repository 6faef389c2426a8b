package dev.tideway.cli.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideway.cli.terminal.CommandFailure;
import dev.tideway.cli.terminal.WrongUse;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("keys").resolve("signing-key.jwk");
    }

    /** As the catalog does it: with the public key set alone. */
    private static JwtContext verified(String token, Path jwks) throws Exception {
        JsonWebKeySet keys = new JsonWebKeySet(Files.readString(jwks));
        return new JwtConsumerBuilder()
                .setVerificationKeyResolver(new JwksVerificationKeyResolver(keys.getJsonWebKeys()))
                .setJwsAlgorithmConstraints(new AlgorithmConstraints(ConstraintType.PERMIT, "ES256"))
                .setExpectedIssuer("tideway")
                .setExpectedAudience("tideway")
                .setRequireSubject()
                .setRequireJwtId()
                .setRequireIssuedAt()
                .setRequireExpirationTime()
                .build()
                .process(token);
    }

    @Test
    void itsTokensVerifyWithThePublicKeySet() throws Exception {
        SigningKey key = SigningKey.create(file());

        String token = key.mint("ci", Role.PUBLISHER, List.of("shop", "news"), HOUR);

        JwtContext context = verified(token, key.jwksFile());
        JwtClaims claims = context.getJwtClaims();
        assertThat(claims.getSubject()).isEqualTo("ci");
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("publisher");
        assertThat(claims.getStringListClaimValue("projects")).containsExactly("shop", "news");
        assertThat(claims.getExpirationTime().getValue() - claims.getIssuedAt().getValue())
                .isEqualTo(3600);
        assertThat(context.getJoseObjects().get(0).getKeyIdHeaderValue()).isNotBlank();
    }

    @Test
    void anAdminsTokenNamesNoProjects() throws Exception {
        SigningKey key = SigningKey.create(file());

        JwtClaims claims =
                verified(key.mint(Role.ADMIN, List.of(), HOUR), key.jwksFile()).getJwtClaims();

        assertThat(claims.hasClaim("projects")).isFalse();
        assertThat(claims.getStringListClaimValue("groups")).containsExactly("admin");
    }

    @Test
    void aLoadedKeyMakesTokensThatTheFirstKeySetVerifies() throws Exception {
        Path jwks = SigningKey.create(file()).jwksFile();

        String token = SigningKey.load(file()).mint(Role.VIEWER, List.of("shop"), HOUR);

        assertThat(verified(token, jwks).getJwtClaims().getSubject()).isNotBlank();
    }

    @Test
    void bringsBackAMissingKeySet() throws Exception {
        Path jwks = SigningKey.create(file()).jwksFile();
        String before = Files.readString(jwks);
        Files.delete(jwks);

        SigningKey.loadOrCreate(file());

        assertThat(jwks).hasContent(before);
    }

    @Test
    void onlyItsOwnerReadsThePrivateKeyAndTheKeySetIsPublic() throws Exception {
        SigningKey key = SigningKey.create(file());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file())).contains("\"d\"");
        assertThat(Files.readString(key.jwksFile())).doesNotContain("\"d\"").contains("\"kid\"", "\"ES256\"");
    }

    @Test
    void neverReplacesAKey() throws Exception {
        SigningKey.create(file());
        String before = Files.readString(file());

        assertThatThrownBy(() -> SigningKey.create(file())).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file()).hasContent(before);
    }

    @Test
    void refusesALifeLongerThanNinetyDays() throws Exception {
        SigningKey key = SigningKey.create(file());

        assertThat(key.mint(Role.ADMIN, List.of(), Duration.ofDays(90))).isNotBlank();
        assertThatThrownBy(() ->
                        key.mint(Role.ADMIN, List.of(), Duration.ofDays(90).plusSeconds(1)))
                .isInstanceOf(WrongUse.class)
                .hasMessageContaining("90d");
        assertThatThrownBy(() -> key.mint(Role.ADMIN, List.of(), Duration.ZERO)).isInstanceOf(WrongUse.class);
    }

    @Test
    void bindsEveryRoleButAdminToProjects() throws Exception {
        SigningKey key = SigningKey.create(file());

        assertThatThrownBy(() -> key.mint(Role.OPERATOR, List.of(), HOUR)).hasMessageContaining("--project");
        assertThatThrownBy(() -> key.mint(Role.ADMIN, List.of("shop"), HOUR)).hasMessageContaining("--project");
    }

    @Test
    void saysSoWhenTheFileHoldsNoKey() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "{\"kty\":\"nonsense\"}");

        assertThatThrownBy(() -> SigningKey.load(file()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("signing-key.jwk");
    }
}
