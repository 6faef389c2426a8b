package dev.tideway.cli.token;

import dev.tideway.cli.terminal.CommandFailure;
import dev.tideway.cli.terminal.WrongUse;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.EllipticCurveJsonWebKey;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/**
 * The installation's ES256 key pair, with which bearer tokens for {@code /api/v1} are made (RFC 7519, RFC 7518 section
 * 3.4).
 *
 * <p>Two files: the private key as a JWK that only its owner may read, and beside it {@value #JWKS}, the public key set
 * that the catalog checks tokens with (RFC 7517).
 */
public final class SigningKey {
    /** Issuer and audience of every token. */
    public static final String TIDEWAY = "tideway";

    /** The longest life of a token. */
    public static final Duration LONGEST_LIFE = Duration.ofDays(90);

    private static final String JWKS = "jwks.json";
    private static final String NO_KEY = " holds no ES256 signing key; bring the right file back from your backup.";

    private final Path file;
    private final EllipticCurveJsonWebKey key;

    private SigningKey(Path file, EllipticCurveJsonWebKey key) {
        this.file = file;
        this.key = key;
    }

    /**
     * Makes a fresh key pair with its two files, and the folders above them.
     *
     * @throws FileAlreadyExistsException if there is a key at that path; it is never replaced
     */
    public static SigningKey create(Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        SigningKey made = new SigningKey(file, freshPair());
        createForOwnerOnly(file, made.key.toJson(OutputControlLevel.INCLUDE_PRIVATE) + "\n");
        made.writeJwks();
        return made;
    }

    /**
     * Reads the key pair back, and writes {@value #JWKS} again where it is missing.
     *
     * @throws NoSuchFileException if there is none at that path
     */
    public static SigningKey load(Path file) throws IOException {
        String json = Files.readString(file);
        try {
            if (JsonWebKey.Factory.newJwk(json) instanceof EllipticCurveJsonWebKey pair
                    && pair.getPrivateKey() != null) {
                SigningKey loaded = new SigningKey(file, pair);
                if (Files.notExists(loaded.jwksFile())) {
                    loaded.writeJwks();
                }
                return loaded;
            }
            throw new CommandFailure(file + NO_KEY);
        } catch (JoseException e) {
            throw new CommandFailure(file + NO_KEY, e);
        }
    }

    public static SigningKey loadOrCreate(Path file) throws IOException {
        return Files.exists(file) ? load(file) : create(file);
    }

    /** The public key set, beside the private key. */
    public Path jwksFile() {
        return file.resolveSibling(JWKS);
    }

    /** A bearer token for the person at the keyboard, by the name that the operating system knows. */
    public String mint(Role role, List<String> projects, Duration lifetime) {
        return mint(System.getProperty("user.name", "cli"), role, projects, lifetime);
    }

    /**
     * A bearer token that is valid from now on.
     *
     * @param subject who the audit log names
     * @param projects what the token is bound to: at least one, but none for {@link Role#ADMIN}
     * @param lifetime more than nothing, at most {@link #LONGEST_LIFE}
     */
    public String mint(String subject, Role role, List<String> projects, Duration lifetime) {
        checkBinding(role, projects);
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST_LIFE) > 0) {
            throw new WrongUse("A token lives at most " + LONGEST_LIFE.toDays() + "d; give a shorter --lifetime.");
        }
        NumericDate now = NumericDate.now();
        JwtClaims claims = new JwtClaims();
        claims.setIssuer(TIDEWAY);
        claims.setAudience(TIDEWAY);
        claims.setSubject(subject);
        claims.setStringListClaim("groups", role.wireName());
        if (role != Role.ADMIN) {
            claims.setStringListClaim("projects", projects);
        }
        claims.setJwtId(UUID.randomUUID().toString());
        claims.setIssuedAt(now);
        claims.setExpirationTime(NumericDate.fromSeconds(now.getValue() + lifetime.toSeconds()));
        return sign(claims);
    }

    private static void checkBinding(Role role, List<String> projects) {
        if (role == Role.ADMIN && !projects.isEmpty()) {
            throw new WrongUse(
                    "An admin's token is good for every project; leave --project out, or take another --role.");
        }
        if (role != Role.ADMIN && projects.isEmpty()) {
            throw new WrongUse("A " + role + "'s token is bound to projects; name at least one with --project.");
        }
    }

    private String sign(JwtClaims claims) {
        JsonWebSignature signature = new JsonWebSignature();
        signature.setPayload(claims.toJson());
        signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
        signature.setKeyIdHeaderValue(key.getKeyId());
        signature.setHeader("typ", "JWT");
        signature.setKey(key.getPrivateKey());
        try {
            return signature.getCompactSerialization();
        } catch (JoseException e) {
            throw new CommandFailure("The key in " + file + " cannot sign; bring the right file back.", e);
        }
    }

    private static EllipticCurveJsonWebKey freshPair() {
        try {
            EllipticCurveJsonWebKey pair = EcJwkGenerator.generateJwk(EllipticCurves.P256);
            pair.setKeyId(UUID.randomUUID().toString());
            pair.setAlgorithm(AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256);
            pair.setUse("sig");
            return pair;
        } catch (JoseException e) {
            throw new AssertionError("every Java platform has P-256", e);
        }
    }

    private void writeJwks() throws IOException {
        String json = new JsonWebKeySet(List.<JsonWebKey>of(key)).toJson(OutputControlLevel.PUBLIC_ONLY);
        Files.writeString(jwksFile(), json + "\n");
    }

    /** The file is never readable for others, not even between its creation and its first byte. */
    private static void createForOwnerOnly(Path file, String content) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } else {
            Files.createFile(file);
        }
        Files.writeString(file, content);
    }
}
