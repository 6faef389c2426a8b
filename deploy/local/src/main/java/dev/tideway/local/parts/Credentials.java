package dev.tideway.local.parts;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Properties;

/** The secrets of one local stack, made by chance at its first start and kept in its data folder, mode 0600. */
record Credentials(String s3AccessKey, String s3SecretKey, String postgresPassword) {

    static Credentials of(Path dataFolder) {
        var file = dataFolder.resolve("keys").resolve("credentials.properties");
        try {
            if (!Files.exists(file)) {
                write(file);
            }
            var stored = new Properties();
            try (var in = Files.newBufferedReader(file)) {
                stored.load(in);
            }
            return new Credentials(
                    required(stored, "s3.access-key", file),
                    required(stored, "s3.secret-key", file),
                    required(stored, "postgres.password", file));
        } catch (IOException e) {
            throw new StackException("Cannot read or write " + file + ": " + e.getMessage(), e);
        }
    }

    private static void write(Path file) throws IOException {
        var fresh = new Properties();
        fresh.setProperty("s3.access-key", "tideway-" + secret(6));
        fresh.setProperty("s3.secret-key", secret(24));
        fresh.setProperty("postgres.password", secret(24));
        var text = new StringWriter();
        fresh.store(text, null);
        Files.createDirectories(file.getParent());
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(file, ownerOnly);
        Files.writeString(file, text.toString());
    }

    private static String secret(int bytes) {
        var random = new byte[bytes];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }

    private static String required(Properties stored, String name, Path file) {
        var value = stored.getProperty(name);
        if (value == null) {
            throw new StackException(file + " lacks " + name + ": restore the file, or start with an empty folder.");
        }
        return value;
    }
}
