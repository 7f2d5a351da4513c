package io.processmanager.runner.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ClaimAheadTest {

    private final AtomicLong now = new AtomicLong();
    private final ClaimAhead claimAhead = new ClaimAhead(16, now::get);

    @Test
    void nothingIsClaimedAheadBeforeAnythingHasEnded() {
        pass(1_000);

        assertEquals(0, claimAhead.limit());
    }

    @Test
    void asManyAsEndWithin50MillisecondsAreClaimedAhead() {
        endOver(100, 20);

        assertEquals(10, claimAhead.limit());
    }

    @Test
    void aBurstIsNoticedWithin5Milliseconds() {
        endOver(5, 32);

        assertEquals(16, claimAhead.limit());
    }

    @Test
    void fewEndsWithin5MillisecondsMayBeChance() {
        endOver(5, 31);

        assertEquals(0, claimAhead.limit());
    }

    @Test
    void thereIsALimitAtAnyPace() {
        endOver(100, 10_000);

        assertEquals(16, claimAhead.limit());
    }

    @Test
    void nothingIsClaimedAheadOfLongSteps() {
        endOver(1_000, 19);

        assertEquals(0, claimAhead.limit());
    }

    @Test
    void nothingIsClaimedAheadAnyMoreWhenTheStepsGetLonger() {
        endOver(100, 20);
        assertEquals(10, claimAhead.limit());

        endOver(1_000, 8);
        assertEquals(0, claimAhead.limit());
    }

    private void endOver(long millis, int processes) {
        for (int i = 0; i < processes; i++) {
            claimAhead.ended();
        }
        pass(millis);
    }

    private void pass(long millis) {
        now.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
