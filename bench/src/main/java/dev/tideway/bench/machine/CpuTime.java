package dev.tideway.bench.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** CPU time of a process as the operating system counts it (proc(5), {@code /proc/pid/stat}), in steps of 10 ms. */
public final class CpuTime {
    /** Linux tells every program 100 ticks a second, whatever it counts with. */
    private static final int MILLISECONDS_PER_TICK = 10;

    private static final int USER = 14;
    private static final int SYSTEM = 15;
    private static final int ENDED_CHILDREN_USER = 16;
    private static final int ENDED_CHILDREN_SYSTEM = 17;

    private CpuTime() {}

    /** User and system time of all threads of the process and of its living descendants. */
    public static Duration of(ProcessHandle process) {
        long ticks = Stream.concat(Stream.of(process), process.descendants())
                .mapToLong(one -> field(one, USER) + field(one, SYSTEM))
                .sum();
        return Duration.ofMillis(ticks * MILLISECONDS_PER_TICK);
    }

    /** User and system time of all children of this JVM that have ended. */
    public static Duration ofEndedChildren() {
        ProcessHandle self = ProcessHandle.current();
        long ticks = field(self, ENDED_CHILDREN_USER) + field(self, ENDED_CHILDREN_SYSTEM);
        return Duration.ofMillis(ticks * MILLISECONDS_PER_TICK);
    }

    /** User and system time of those threads that a JVM compiles with and that live. */
    public static Duration ofCompilers(ProcessHandle jvm) {
        try (Stream<Path> threads = Files.list(folder(jvm).resolve("task"))) {
            long ticks = threads.filter(CpuTime::compiles)
                    .mapToLong(thread -> field(thread, USER) + field(thread, SYSTEM))
                    .sum();
            return Duration.ofMillis(ticks * MILLISECONDS_PER_TICK);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean compiles(Path thread) {
        return read(thread.resolve("comm")).matches("C[12] Compiler.*\\s*");
    }

    private static long field(ProcessHandle process, int number) {
        return field(folder(process), number);
    }

    private static Path folder(ProcessHandle process) {
        return Path.of("/proc", Long.toString(process.pid()));
    }

    private static long field(Path folder, int number) {
        String stat = read(folder.resolve("stat"));
        if (stat.isEmpty()) {
            return 0;
        }
        // The second field is the program's name in brackets, which may hold anything.
        String[] fromThird = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fromThird[number - 3]);
    }

    /** Empty if what it tells of has ended. */
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
