package io.processmanager.store.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.store.entity.Pids;
import io.processmanager.view.ProcessQuery;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PidRangeTest {

    private static final long MILLIS = 1_795_000_000_123L;
    private static final Instant TIME = Instant.ofEpochMilli(MILLIS);

    private static boolean isIn(PidRange range, String pid) {
        return pid.compareTo(range.from()) >= 0 && pid.compareTo(range.below()) < 0;
    }

    private static boolean isIn(ProcessQuery query, long millis) {
        return isIn(PidRange.of(query), Pids.next(millis));
    }

    @Test
    void timeOfCreationIsABoundOfPids() {
        ProcessQuery after = ProcessQuery.ALL.withCreatedAfter(TIME);
        ProcessQuery before = ProcessQuery.ALL.withCreatedBefore(TIME);

        assertFalse(isIn(after, MILLIS - 1));
        assertTrue(isIn(after, MILLIS));
        assertTrue(isIn(before, MILLIS - 1));
        assertFalse(isIn(before, MILLIS));
        assertTrue(isIn(after.withCreatedBefore(TIME.plusMillis(1)), MILLIS));
        assertFalse(isIn(after.withCreatedBefore(TIME), MILLIS));
    }

    @Test
    void fractionsOfAMillisecondCount() {
        Instant later = TIME.plusNanos(1);

        assertFalse(isIn(ProcessQuery.ALL.withCreatedAfter(later), MILLIS));
        assertTrue(isIn(ProcessQuery.ALL.withCreatedBefore(later), MILLIS));
    }

    @Test
    void anyTimeIsABound() {
        assertTrue(isIn(ProcessQuery.ALL.withCreatedAfter(Instant.MIN).withCreatedBefore(Instant.MAX), MILLIS));
        assertFalse(isIn(ProcessQuery.ALL.withCreatedBefore(Instant.MIN), MILLIS));
        assertFalse(isIn(ProcessQuery.ALL.withCreatedAfter(Instant.MAX), MILLIS));
    }

    @Test
    void positionAndPrefixNarrowTheTime() {
        String pid = Pids.next(MILLIS);
        ProcessQuery query = ProcessQuery.ALL.withCreatedAfter(TIME).withCreatedBefore(TIME.plusMillis(10));

        assertEquals(pid, PidRange.of(query.withAfter(pid)).below());
        assertEquals(PidRange.of(query), PidRange.of(query.withAfter(Pids.next(MILLIS + 10))));
        assertEquals(Optional.of(new PidRange(pid, pid + "g")), PidRange.of(query).beginningWith(pid));
        assertEquals(PidRange.of(query).from(), PidRange.of(query).beginningWith(pid.substring(0, 2)).orElseThrow().from());
        assertEquals(PidRange.of(query).below(), PidRange.of(query).beginningWith(pid.substring(0, 2)).orElseThrow().below());
    }
}
