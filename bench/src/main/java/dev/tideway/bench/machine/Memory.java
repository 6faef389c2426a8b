package dev.tideway.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Memory of a process as the operating system counts it (proc(5), {@code /proc/pid/status}), in bytes. */
public final class Memory {
    private Memory() {}

    /** Resident memory of the process and its descendants now. */
    public static long resident(ProcessHandle process) {
        return sum(process, "VmRSS:");
    }

    /** The most that was ever resident of the process and of its descendants, each. */
    public static long peakResident(ProcessHandle process) {
        return sum(process, "VmHWM:");
    }

    /** What the kernel holds for all TCP sockets of this machine ({@code /proc/net/sockstat}). */
    public static long tcpBuffers() {
        String[] words = lines(Path.of("/proc/net/sockstat"))
                .filter(line -> line.startsWith("TCP:"))
                .findFirst()
                .orElse("TCP: mem 0")
                .split(" ");
        // The last number counts pages.
        return Long.parseLong(words[words.length - 1]) * 4096;
    }

    private static long sum(ProcessHandle process, String name) {
        return Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(one -> kibibytes(one, name) * 1024)
                .sum();
    }

    private static long kibibytes(ProcessHandle process, String name) {
        return lines(Path.of("/proc", Long.toString(process.pid()), "status"))
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
