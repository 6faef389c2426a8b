package dev.tideway.catalog.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.pgclient.PgException;
import java.net.ConnectException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFailuresTest {
    @ParameterizedTest
    @CsvSource({
        "57014, true, false", // statement timeout
        "57P01, true, false", // shut down
        "40P01, true, false", // deadlock
        "55P03, true, false", // lock not available
        "53300, true, false", // too many connections
        "22021, false, true", // NUL in a text
        "23505, false, false", // unique violation
        "42P01, false, false" // no such table
    })
    void whatPassesIsToldFromWhatNeverWill(String state, boolean away, boolean unstorable) {
        Throwable fromDriver = new PgException("refused", "ERROR", state, "");
        Throwable fromHibernate = new SQLException("refused", state);

        assertThat(DatabaseFailures.isAway(wrapped(fromDriver))).isEqualTo(away);
        assertThat(DatabaseFailures.isAway(wrapped(fromHibernate))).isEqualTo(away);
        assertThat(DatabaseFailures.isUnstorable(wrapped(fromDriver))).isEqualTo(unstorable);
        assertThat(DatabaseFailures.isUnstorable(wrapped(fromHibernate))).isEqualTo(unstorable);
    }

    @Test
    void aConnectionThatIsRefusedMeansThatTheDatabaseIsAway() {
        assertThat(DatabaseFailures.isAway(wrapped(new ConnectException("refused"))))
                .isTrue();
    }

    @Test
    void whoeverWaitedLongEnoughHearsThatTheDatabaseIsAway() {
        assertThat(DatabaseFailures.isAway(wrapped(new TimeoutException()))).isTrue();
    }

    @Test
    void aBrokenProgramIsNoAbsentDatabase() {
        assertThat(DatabaseFailures.isAway(new IllegalStateException("broken"))).isFalse();
    }

    private static Throwable wrapped(Throwable failure) {
        return new IllegalStateException("outer", failure);
    }
}
