package io.processmanager.runner.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.schedule.Schedule.Misfire;
import io.processmanager.schedule.timing.FiringTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What becomes of firings that are late. */
class FiringTest {

    private static final Instant DUE = Instant.parse("2027-01-01T00:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final FiringTimes EACH_SECOND = FiringTimes.of(null, 1_000L, "UTC", DUE.minusSeconds(100));

    private static Firing firing(Duration late, Misfire misfire) {
        return Firing.of(EACH_SECOND, DUE, DUE.plus(late), PATIENCE, misfire);
    }

    private static Optional<Instant> seconds(long after) {
        return Optional.of(DUE.plusSeconds(after));
    }

    @Test
    void firingThatIsALittleLateIsNotMissedAndNeitherIsTheOneAfterIt() {
        assertEquals(new Firing(true, seconds(1)), firing(Duration.ofMillis(3), Misfire.SKIP));
        assertEquals(new Firing(true, seconds(1)), firing(Duration.ofSeconds(5), Misfire.SKIP));
        assertEquals(new Firing(true, seconds(1)), firing(Duration.ofSeconds(5), Misfire.RUN_ONCE));
    }

    @Test
    void firingsThatWereMissedStartOneProcessForAllOfThem() {
        assertEquals(new Firing(true, seconds(61)), firing(Duration.ofMillis(60_500), Misfire.RUN_ONCE));
    }

    @Test
    void firingsThatWereMissedStartNoneIfTheyAreToBeSkipped() {
        assertEquals(new Firing(false, seconds(61)), firing(Duration.ofMillis(60_500), Misfire.SKIP));
        assertEquals(new Firing(false, seconds(6)), firing(Duration.ofMillis(5_001), Misfire.SKIP));
    }

    @Test
    void intervalsHaveNoDrift() {
        FiringTimes times = FiringTimes.of(null, 700L, "UTC", DUE);
        assertEquals(Optional.of(DUE.plusMillis(700)), times.after(DUE));
        assertEquals(Optional.of(DUE.plusMillis(700)), times.after(DUE.minusSeconds(10)));
        assertEquals(Optional.of(DUE.plusMillis(1_400)), times.after(DUE.plusMillis(700)));
        assertEquals(Optional.of(DUE.plusMillis(1_400)), times.after(DUE.plusMillis(1_399)));
    }
}
