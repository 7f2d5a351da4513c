package io.processmanager.store.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.ManagedProcess;
import io.processmanager.Retry;
import io.processmanager.StepSpec;
import io.processmanager.queue.Queuing;
import io.processmanager.schedule.Schedule;
import io.processmanager.schedule.Schedule.Misfire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of a stored schedule. */
class StoredScheduleTest {

    private static final long NOW = Instant.parse("2027-01-01T00:00:30Z").toEpochMilli();
    private static final long LATER = NOW + 10_000;
    private static final ManagedProcess PROCESS = ManagedProcess.named("p").step("a", StepSpec.ofType("merge", Map.of("x", 1)).withTimeout(Duration.ofSeconds(2)))
            .step("b", StepSpec.ofClass("com.acme.B").withServices("s")).data(Map.of("n", 1.50)).arguments(Map.of("t", "u")).timeout(Duration.ofMinutes(2)).build();
    private static final ManagedProcess TURN = ManagedProcess.named("t").step("a", StepSpec.ofType("merge", Map.of()))
            .queuing(Queuing.in("q").withPriority(9).withDelay(Duration.ofMillis(1_500)).withUniqueKey("u").withConcurrencyKey("c").withTags("t", "é")).build();
    private static final Schedule MINUTES = Schedule.cron("* * * * *", PROCESS);
    private static final Schedule INTERVAL = Schedule.every(Duration.ofSeconds(7), PROCESS);

    private static String next(StoredSchedule schedule) {
        return Instant.ofEpochMilli(schedule.nextAt()).toString();
    }

    @Test
    void newScheduleFiresFromNowOn() {
        assertEquals("2027-01-01T00:01:00Z", next(StoredSchedule.created("s", MINUTES, NOW)));
        assertEquals("2027-01-01T00:00:37Z", next(StoredSchedule.created("s", INTERVAL, NOW)));
    }

    @Test
    void whatItStartsIsWhatItWasGiven() {
        assertEquals(MINUTES, StoredSchedule.created("s", MINUTES, NOW).schedule());
        assertEquals(TURN, StoredSchedule.created("s", MINUTES.withProcess(TURN), NOW).schedule().process());
        ManagedProcess unnamed = ManagedProcess.unnamed().step("a", StepSpec.ofType("merge", Map.of())).arguments(Map.of("x", 1)).retry(Retry.times(3)).build();
        assertEquals(unnamed, StoredSchedule.created("s", Schedule.every(Duration.ofMillis(1_500), unnamed), NOW).schedule().process());
    }

    @Test
    void whatFiresAtTheSameTimesKeepsItsNextTime() {
        StoredSchedule old = StoredSchedule.created("s", INTERVAL, NOW);
        ManagedProcess other = ManagedProcess.named("other").step("c", StepSpec.ofType("merge", Map.of())).build();

        StoredSchedule replaced = old.replacedBy(INTERVAL.withProcess(other).withMisfire(Misfire.SKIP), LATER);

        assertEquals("2027-01-01T00:00:37Z", next(replaced));
        assertEquals(other, replaced.schedule().process());
        assertEquals(old, old.replacedBy(INTERVAL, LATER), "nothing is to be written if nothing is new");
    }

    @Test
    void whatFiresAtOtherTimesCountsFromNow() {
        StoredSchedule old = StoredSchedule.created("s", INTERVAL, NOW);

        assertEquals("2027-01-01T00:00:48Z", next(old.replacedBy(Schedule.every(Duration.ofSeconds(8), PROCESS), LATER)));
        assertEquals("2027-01-01T00:01:00Z", next(old.replacedBy(MINUTES, LATER)));
        assertEquals("2027-01-01T04:00:00Z", next(StoredSchedule.created("s", Schedule.cron("0 4 * * *", PROCESS), NOW)));
        assertEquals("2027-01-01T03:00:00Z", next(StoredSchedule.created("s", Schedule.cron("0 4 * * *", PROCESS), NOW).replacedBy(
                Schedule.cron("0 4 * * *", PROCESS).withZone("Europe/Berlin"), NOW)));
    }

    @Test
    void pausedScheduleStaysPausedWhateverIsPut() {
        StoredSchedule paused = StoredSchedule.created("s", INTERVAL, NOW).paused(LATER);

        assertNull(paused.nextAt());
        assertTrue(paused.info().paused());
        assertEquals(List.of(), paused.info().next());
        assertNull(paused.replacedBy(MINUTES, LATER).nextAt());
        assertEquals(paused, paused.paused(LATER + 1));
    }

    @Test
    void resumedScheduleMakesUpForNothing() {
        StoredSchedule resumed = StoredSchedule.created("s", INTERVAL, NOW).paused(NOW + 1).resumed(NOW + 60_000);

        assertEquals(NOW + 63_000, resumed.nextAt());
        assertEquals(resumed, resumed.resumed(NOW + 70_000));
    }

    @Test
    void scheduleThatIsReplacedOrResumedJustAfterItHasFiredDoesNotFireTwiceBecauseOfAClockThatIsBehind() {
        long due = Instant.parse("2027-01-01T00:01:00Z").toEpochMilli();
        StoredSchedule fired = StoredSchedule.created("s", Schedule.cron("*/2 * * * *", PROCESS), NOW).fired(Optional.of("p"), Optional.empty(), Optional.empty(), due + 1);

        assertEquals("2027-01-01T00:02:00Z", next(fired.replacedBy(MINUTES, due - 2)));
        assertEquals("2027-01-01T00:02:00Z", next(fired.paused(due - 2).resumed(due - 2)));
    }

    @Test
    void nextFiveTimesAreShown() {
        assertEquals(List.of(7, 14, 21, 28, 35), StoredSchedule.created("s", INTERVAL, NOW).info().next().stream().map(time -> (int) (time.toEpochMilli() - NOW) / 1_000).toList());
    }
}
