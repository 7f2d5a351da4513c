package io.processmanager.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Asked at 1,000 ms and answered at 1,010 ms of the node's clock, unless said otherwise. */
class DatabaseClockTest {

    private static final long MILLISECOND = 1_000_000;

    @Test
    void theFirstReadingIsTakenForOneInTheMiddle() {
        assertEquals(495, correct(null, 1_500, 1_000, 1_010));
    }

    @Test
    void aReadingThatProvesNothingWrongChangesNothing() {
        assertEquals(493, correct(493L, 1_500, 1_000, 1_010));
        assertEquals(300, correct(300L, 1_500, 1_000, 1_400), "a slow answer proves little");
    }

    @Test
    void aDifferenceIsCorrectedAsFarAsItIsProvedWrong() {
        assertEquals(490, correct(400L, 1_500, 1_000, 1_010));
        assertEquals(500, correct(600L, 1_500, 1_000, 1_010));
    }

    private static long correct(Long difference, long database, long asked, long answered) {
        return DatabaseClock.correct(difference == null ? null : difference * MILLISECOND, database, asked * MILLISECOND, answered * MILLISECOND) / MILLISECOND;
    }
}
