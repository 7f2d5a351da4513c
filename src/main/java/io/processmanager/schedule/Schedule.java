package io.processmanager.schedule;

import io.processmanager.ManagedProcess;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * When a process is to be started again and again, and which. It cannot be changed; each {@code with…} method returns a
 * copy. It is checked as a whole when it is given to {@link Schedules#put}.
 *
 * @param cron a UNIX cron expression with 5 fields (minute, hour, day of the month, month, day of the week); empty if
 *         there is an interval
 * @param every the interval, counted from when the schedule was made or last given another interval; empty if there is
 *         a cron expression
 * @param zone the IANA name of the time zone of the cron expression
 * @param process what each firing starts
 * @param misfire what becomes of firings that were missed
 * @param overlap what becomes of a firing while the process of the one before has not ended
 */
public record Schedule(Optional<String> cron, Optional<Duration> every, String zone, ManagedProcess process, Misfire misfire, Overlap overlap) {

    /** The zone of a schedule that does not say otherwise. */
    public static final String DEFAULT_ZONE = "UTC";

    public Schedule {
        Objects.requireNonNull(cron, "cron");
        Objects.requireNonNull(every, "every");
        Objects.requireNonNull(zone, "zone");
        Objects.requireNonNull(process, "process");
        Objects.requireNonNull(misfire, "misfire");
        Objects.requireNonNull(overlap, "overlap");
    }

    /**
     * What becomes of firings that were missed, because no node was there for longer than the setting {@code
     * process-manager.schedule.misfire-after}.
     */
    public enum Misfire {
        /** One process is started for all of them. */
        RUN_ONCE,
        /** No process is started for them. */
        SKIP
    }

    /** What becomes of a firing while the last process of the schedule has not ended. */
    public enum Overlap {
        /** Another process is started. */
        START,
        /** None is. */
        SKIP
    }

    /**
     * @param expression a UNIX cron expression with 5 fields
     * @param process what to start
     * @return a schedule in UTC, which starts one process for all missed firings, and another one while the last has
     *         not ended
     */
    public static Schedule cron(String expression, ManagedProcess process) {
        return new Schedule(Optional.of(expression), Optional.empty(), DEFAULT_ZONE, process, Misfire.RUN_ONCE, Overlap.START);
    }

    /**
     * @param interval 0.1 seconds to 10,000 days
     * @param process what to start
     * @return likewise, with an interval
     */
    public static Schedule every(Duration interval, ManagedProcess process) {
        return new Schedule(Optional.empty(), Optional.of(interval), DEFAULT_ZONE, process, Misfire.RUN_ONCE, Overlap.START);
    }

    /**
     * @param name the IANA name of a time zone
     * @return a copy in this zone
     */
    public Schedule withZone(String name) {
        return new Schedule(cron, every, name, process, misfire, overlap);
    }

    /**
     * @param other what becomes of missed firings
     * @return a copy with it
     */
    public Schedule withMisfire(Misfire other) {
        return new Schedule(cron, every, zone, process, other, overlap);
    }

    /**
     * @param other what becomes of a firing while the last process has not ended
     * @return a copy with it
     */
    public Schedule withOverlap(Overlap other) {
        return new Schedule(cron, every, zone, process, misfire, other);
    }

    /**
     * @param other what each firing starts
     * @return a copy with it
     */
    public Schedule withProcess(ManagedProcess other) {
        return new Schedule(cron, every, zone, other, misfire, overlap);
    }
}
