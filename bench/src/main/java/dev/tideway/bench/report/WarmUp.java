package dev.tideway.bench.report;

import dev.tideway.bench.load.Wrk;
import dev.tideway.bench.machine.CpuTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Load until a JVM's compilers rest: before, compiling is counted with serving, a fifth of a core after a minute of checks.
 *
 * <p>On the one core that the service has, compilers and event loops share it, so that takes minutes.
 */
public record WarmUp(Wrk wrk, Side server, Duration slice, Duration most) {
    /** Of a core; less cannot be told from noise. */
    private static final double RESTING = 0.02;

    /** Runs each of the loads in turn. Says how long it took, and what share of a core compiling takes still. */
    public String run(List<Path> loads) {
        long begin = System.nanoTime();
        double share;
        do {
            Duration before = CpuTime.ofCompilers(server.process());
            long from = System.nanoTime();
            loads.forEach(load -> wrk.run(server.address(), load, slice));
            Duration compiling = CpuTime.ofCompilers(server.process()).minus(before);
            share = (double) compiling.toNanos() / (System.nanoTime() - from);
        } while (share > RESTING && System.nanoTime() - begin < most.toNanos());
        return "Warm after " + Numbers.whole((System.nanoTime() - begin) / 1e9) + " s; the JVM compiles with "
                + Numbers.tenths(100 * share) + " % of a core";
    }
}
