package io.processmanager.runner.schedule;

import io.processmanager.schedule.Schedule.Misfire;
import io.processmanager.schedule.timing.FiringTimes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What becomes of a schedule that is due. A firing that is only a little late is made up for, each by itself; if the
 * first one is late for longer, all that are past were missed.
 *
 * @param starts whether a process is to be started
 * @param next when it fires next
 */
record Firing(boolean starts, Optional<Instant> next) {

    /**
     * @param due when it was to fire
     * @param now the time by the database's clock
     * @param patience after which delay a firing counts as missed
     */
    static Firing of(FiringTimes times, Instant due, Instant now, Duration patience, Misfire misfire) {
        if (Duration.between(due, now).compareTo(patience) <= 0) {
            return new Firing(true, times.after(due));
        }
        return new Firing(misfire == Misfire.RUN_ONCE, times.after(now));
    }
}
