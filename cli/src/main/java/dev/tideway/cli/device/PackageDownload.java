package dev.tideway.cli.device;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.tideway.cli.terminal.CommandFailure;
import dev.tideway.cli.terminal.Progress;
import dev.tideway.cli.terminal.Terminal;
import dev.tideway.protocol.artifact.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.temporal.ChronoUnit;

/**
 * Brings a package to a file: into {@code FILE.part} first, so that a broken download goes on where it broke off, and
 * under its own name only when size and digest are right.
 */
final class PackageDownload {
    /** About half a minute of broken connections in a row. */
    private static final RetryPolicy<Object> BROKEN_CONNECTIONS = RetryPolicy.builder()
            .handle(IOException.class)
            .withBackoff(300, 8000, ChronoUnit.MILLIS)
            .withJitter(0.2)
            .withMaxRetries(8)
            .build();

    private final PackageTransfer transfer;
    private final Terminal terminal;

    PackageDownload(PackageTransfer transfer, Terminal terminal) {
        this.transfer = transfer;
        this.terminal = terminal;
    }

    /** @throws CommandFailure if the connection breaks too often, or the bytes are not the promised ones */
    void to(Path file, RemotePackage remote) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        boolean resumed = Files.exists(part);
        fetch(remote, part);
        if (resumed && !isRight(remote, part)) {
            terminal.remark(part + " was a part of something else; it is deleted and fetched from its start.");
            Files.delete(part);
            fetch(remote, part);
        }
        if (!isRight(remote, part)) {
            Files.delete(part);
            throw new CommandFailure("The bytes of " + remote.uri() + " do not have the promised SHA-256 "
                    + remote.digest() + "; they are deleted. Try again; if that does not help, the server"
                    + " or a cache on the way holds a broken copy.");
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void fetch(RemotePackage remote, Path part) throws IOException {
        try (Progress progress = terminal.progress("Downloading", remote.size())) {
            Failsafe.with(BROKEN_CONNECTIONS).run(() -> transfer.goOn(remote, part, progress));
        } catch (FailsafeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new CommandFailure(
                    "The download broke off (" + cause.getMessage() + "). What has come is in " + part
                            + "; run it again to go on from there.",
                    cause);
        }
    }

    private static boolean isRight(RemotePackage remote, Path part) throws IOException {
        MessageDigest digest = Sha256.newDigest();
        try (InputStream in = Files.newInputStream(part)) {
            in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
        }
        return Sha256.of(digest).equals(remote.digest());
    }
}
