package dev.tideway.packager.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UntilStoppedTest {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final UntilStopped loop = new UntilStopped("counting", PAUSE);
    private final AtomicInteger rounds = new AtomicInteger();

    @Test
    void goesOnAfterAPauseWhateverFails() {
        long started = System.nanoTime();

        loop.repeat(() -> {
            if (rounds.incrementAndGet() < 3) {
                throw new IllegalStateException("nobody foresaw this");
            }
            loop.stop();
        });

        assertThat(rounds).hasValue(3);
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(PAUSE);
    }

    @Test
    void anInterruptCostsOnePauseAndNotAll() {
        long started = System.nanoTime();

        loop.repeat(() -> {
            if (rounds.incrementAndGet() == 1) {
                Thread.currentThread().interrupt();
            }
            if (rounds.get() < 3) {
                throw new IllegalStateException("nobody foresaw this");
            }
            loop.stop();
        });

        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThanOrEqualTo(PAUSE);
    }

    @Test
    void whatIsStoppedDoesNotStart() {
        loop.stop();

        loop.repeat(rounds::incrementAndGet);

        assertThat(rounds).hasValue(0);
    }
}
