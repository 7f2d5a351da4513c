package io.processmanager.schedule.timing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** When a schedule fires. */
public interface FiringTimes {

    /**
     * @param moment any moment
     * @return the first firing after it; empty if there is none
     */
    Optional<Instant> after(Instant moment);

    /** @return the times in English words */
    String description();

    /**
     * Of a schedule that was checked.
     *
     * @param cron its cron expression; null if it has an interval
     * @param everyMillis its interval; null if it has a cron expression
     * @param zone the zone of the cron expression
     * @param anchor from when the interval is counted
     * @return its times
     */
    static FiringTimes of(String cron, Long everyMillis, String zone, Instant anchor) {
        return cron == null ? new IntervalTimes(anchor, Duration.ofMillis(everyMillis)) : new CronTimes(CronExpression.parse(cron), ZoneId.of(zone));
    }
}
