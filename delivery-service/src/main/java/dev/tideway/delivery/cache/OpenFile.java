package dev.tideway.delivery.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;

/** An open file of the cache. Whoever gets one calls {@link #release} when all is sent; the last one closes it. */
public final class OpenFile {
    private final FileChannel channel;
    private final AtomicInteger holders = new AtomicInteger(1);

    public OpenFile(FileChannel channel) {
        this.channel = channel;
    }

    /** For reading at given positions; it stays open until {@link #release}. */
    public FileChannel channel() {
        return channel;
    }

    /** False if it is closed or about to be. */
    boolean acquire() {
        return holders.getAndUpdate(held -> held == 0 ? 0 : held + 1) != 0;
    }

    /** Lets go of it. */
    public void release() {
        if (holders.decrementAndGet() == 0) {
            try {
                channel.close();
            } catch (IOException e) {
                // It was only read: there is nothing to lose.
            }
        }
    }
}
