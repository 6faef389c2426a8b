package dev.tideway.delivery.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReadBudgetTest {
    private final AtomicLong now = new AtomicLong();
    private final ReadBudget budget = new ReadBudget(10, now::get);

    private long taken(int attempts) {
        return IntStream.range(0, attempts).filter(i -> budget.take()).count();
    }

    @Test
    void allowsASecondsWorthAtOnceAndTheRateFromThenOn() {
        assertThat(taken(100)).isEqualTo(10);
        now.addAndGet(500_000_000);
        assertThat(taken(100)).isEqualTo(5);
        now.addAndGet(3_600_000_000_000L);
        assertThat(taken(100)).isEqualTo(10);
    }
}
