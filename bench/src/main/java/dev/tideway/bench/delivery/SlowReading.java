package dev.tideway.bench.delivery;

import dev.tideway.bench.load.SlowReaders;
import dev.tideway.bench.machine.Memory;
import dev.tideway.bench.peer.Nginx;
import dev.tideway.bench.report.Numbers;
import dev.tideway.bench.report.Table;
import dev.tideway.bench.stack.Service;
import java.net.URI;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What it costs a server that thousands of devices read slowly. */
final class SlowReading {
    private static final int BYTES_PER_SECOND = 4096;
    private static final Duration TIME = Duration.ofSeconds(20);

    private final DeliveryOptions options;
    private final SamplePackage one;
    private final Table table = new Table(
            "server",
            "slow readers",
            "closed on them",
            "resident before",
            "meanwhile",
            "KiB each",
            "live heap, KiB each",
            "kernel's buffers, KiB each");

    private SlowReading(DeliveryOptions options, SamplePackage one) {
        this.options = options;
        this.one = one;
    }

    static void run(DeliveryOptions options, Nginx nginx, Service delivery, SamplePackage one) {
        var reading = new SlowReading(options, one);
        reading.measure("nginx", nginx.address(), nginx.handle(), () -> 0);
        reading.measure("delivery-service", delivery.address(), delivery.handle(), delivery::liveHeap);
        System.out.println("\nReaders that take " + BYTES_PER_SECOND + " bytes a second of 15 MB:\n" + reading.table);
    }

    private void measure(String name, URI address, ProcessHandle process, LongSupplier liveHeap) {
        long heapBefore = liveHeap.getAsLong();
        long residentBefore = Memory.resident(process);
        long kernelBefore = Memory.tcpBuffers();
        try (var readers = new SlowReaders(BYTES_PER_SECOND)) {
            readers.connect(address, one.whole(), options.slowReaders());
            readers.read(TIME);
            long resident = Memory.resident(process);
            long kernel = Memory.tcpBuffers();
            long heap = liveHeap.getAsLong();
            table.row(
                    name,
                    readers.open(),
                    readers.closedByServer(),
                    Numbers.mebibytes(residentBefore),
                    Numbers.mebibytes(resident),
                    each(resident - residentBefore),
                    each(heap - heapBefore),
                    each(kernel - kernelBefore));
        }
    }

    private String each(long bytes) {
        return Numbers.tenths(bytes / 1024.0 / options.slowReaders());
    }
}
