package dev.tideway.bench.report;

import dev.tideway.bench.load.Wrk;
import dev.tideway.bench.machine.CpuTime;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What one round of load cost a server.
 *
 * @param cpu of the server in that time
 */
public record Cost(Wrk.Result load, Duration cpu) {
    /** Runs the load and looks at the server's clock before and after. */
    public static Cost measure(Wrk wrk, Side server, Path requests, Duration duration) {
        Duration before = CpuTime.of(server.process());
        Wrk.Result load = wrk.run(server.address(), requests, duration);
        return new Cost(load, CpuTime.of(server.process()).minus(before));
    }

    public double perSecond() {
        return load.perSecond();
    }

    public double microsPerRequest() {
        return cpu.toNanos() / 1e3 / load.requests();
    }

    public double bytesPerSecond() {
        return load.bytes() * 1e9 / load.duration().toNanos();
    }

    public double bytesPerCpuSecond() {
        return load.bytes() * 1e9 / cpu.toNanos();
    }

    /** Share of its core that the server used; near 1 it was the bottleneck. */
    public double busy() {
        return (double) cpu.toNanos() / load.duration().toNanos();
    }

    public long errors() {
        return load.errors();
    }
}
