package io.processmanager.schedule;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A schedule as it stood at one moment.
 *
 * @param name its name
 * @param schedule when it fires, and what it starts
 * @param description the cron expression or the interval in English words
 * @param paused whether it is paused
 * @param created when it was made
 * @param next the next five firings; empty while it is paused, fewer if it fires less often
 * @param last what has happened last
 */
public record ScheduleInfo(String name, Schedule schedule, String description, boolean paused, Instant created, List<Instant> next, Last last) {

    public ScheduleInfo {
        next = List.copyOf(next);
    }

    /** @return the next firing; empty while it is paused, and if it never fires again */
    public Optional<Instant> nextAt() {
        return next.stream().findFirst();
    }

    /**
     * What a schedule has done last.
     *
     * @param pid the process that it has started last, by a firing or by {@link Schedules#run}; that process may have
     *         been removed since
     * @param fired when it has fired last
     * @param error why the last firing could not start what it was to start; empty if it could
     */
    public record Last(Optional<String> pid, Optional<Instant> fired, Optional<String> error) {
    }
}
