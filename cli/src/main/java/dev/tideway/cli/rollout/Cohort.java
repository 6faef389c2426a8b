package dev.tideway.cli.rollout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Which cohort a device is in, as {@code docs/protocol.md} tells clients to find out: a function of project and device
 * alone, so that it is the same for every release and whatever a rollout does.
 */
final class Cohort {
    private static final long COHORTS = 1000;

    private Cohort() {}

    /** 1 to 1000: the first eight bytes of SHA-256 over {@code project:device}, unsigned, modulo 1000, plus 1. */
    static int of(String projectId, String deviceId) {
        byte[] digest = sha256((projectId + ":" + deviceId).getBytes(StandardCharsets.UTF_8));
        return (int) Long.remainderUnsigned(ByteBuffer.wrap(digest).getLong(), COHORTS) + 1;
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
