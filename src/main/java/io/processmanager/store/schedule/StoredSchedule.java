package io.processmanager.store.schedule;

import io.processmanager.schedule.Schedule;
import io.processmanager.schedule.Schedule.Misfire;
import io.processmanager.schedule.Schedule.Overlap;
import io.processmanager.schedule.ScheduleInfo;
import io.processmanager.schedule.timing.FiringTimes;
import io.processmanager.text.StorableText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A schedule as it stands in the database. What becomes of it are the verbs here; each returns a copy, to be written on
 * the condition of its revision.
 */
public record StoredSchedule(String name, String cron, Long everyMillis, String zone, String process, Misfire misfire, Overlap overlap, long anchoredAt,
        Long pausedAt, Long nextAt, String lastPid, Long lastFiredAt, String lastError, long createdAt, long revision) {

    private static final int NEXT_TIMES = 5;
    private static final int LONGEST_ERROR = 2_000;

    /** A new one, which was checked. */
    public static StoredSchedule created(String name, Schedule schedule, long now) {
        return new StoredSchedule(name, null, null, schedule.zone(), "", schedule.misfire(), schedule.overlap(), now, null, null, null, null, null, now, 0)
                .replacedBy(schedule, now);
    }

    /** What fires at the same times keeps its next one, whatever else is new; what does not counts from now. */
    public StoredSchedule replacedBy(Schedule schedule, long now) {
        String newCron = schedule.cron().orElse(null);
        Long newEvery = schedule.every().map(Duration::toMillis).orElse(null);
        boolean sameTimes = Objects.equals(cron, newCron) && Objects.equals(everyMillis, newEvery) && zone.equals(schedule.zone());
        StoredSchedule replaced = new StoredSchedule(name, newCron, newEvery, schedule.zone(), ScheduledProcess.write(schedule.process()), schedule.misfire(),
                schedule.overlap(), sameTimes ? anchoredAt : now, pausedAt, nextAt, lastPid, lastFiredAt, lastError, createdAt, revision);
        return sameTimes ? replaced : replaced.withNext(pausedAt == null ? replaced.firstAfter(now) : null);
    }

    public StoredSchedule paused(long now) {
        return pausedAt != null ? this : withPause(now, null);
    }

    /** What was to fire in between was not missed. */
    public StoredSchedule resumed(long now) {
        return pausedAt == null ? this : withPause(null, firstAfter(now));
    }

    /** It was due, and has started a process or not. */
    public StoredSchedule fired(Optional<String> pid, Optional<String> error, Optional<Instant> next, long now) {
        return new StoredSchedule(name, cron, everyMillis, zone, process, misfire, overlap, anchoredAt, pausedAt, next.map(Instant::toEpochMilli).orElse(null),
                pid.orElse(lastPid), now, error.map(text -> StorableText.cut(text, LONGEST_ERROR)).orElse(null), createdAt, revision);
    }

    /** Its process was started beside its times. */
    public StoredSchedule started(String pid) {
        return new StoredSchedule(name, cron, everyMillis, zone, process, misfire, overlap, anchoredAt, pausedAt, nextAt, pid, lastFiredAt, lastError, createdAt, revision);
    }

    private StoredSchedule withNext(Long next) {
        return withPause(pausedAt, next);
    }

    private StoredSchedule withPause(Long paused, Long next) {
        return new StoredSchedule(name, cron, everyMillis, zone, process, misfire, overlap, anchoredAt, paused, next, lastPid, lastFiredAt, lastError, createdAt, revision);
    }

    /**
     * Our reading of the database's clock may be behind by the time of an answer: what has fired does not fire again
     * for that.
     */
    private Long firstAfter(long now) {
        return times().after(Instant.ofEpochMilli(lastFiredAt == null ? now : Math.max(now, lastFiredAt))).map(Instant::toEpochMilli).orElse(null);
    }

    /** @return when it fires */
    public FiringTimes times() {
        return FiringTimes.of(cron, everyMillis, zone, Instant.ofEpochMilli(anchoredAt));
    }

    /** @return when it fires, and what it starts */
    public Schedule schedule() {
        return new Schedule(Optional.ofNullable(cron), Optional.ofNullable(everyMillis).map(Duration::ofMillis), zone, ScheduledProcess.read(process), misfire, overlap);
    }

    /** @return what everybody is shown of it */
    public ScheduleInfo info() {
        FiringTimes times = times();
        List<Instant> next = new ArrayList<>();
        Optional<Instant> time = instant(nextAt);
        while (time.isPresent() && next.size() < NEXT_TIMES) {
            next.add(time.get());
            time = times.after(time.get());
        }
        return new ScheduleInfo(name, schedule(), times.description(), pausedAt != null, Instant.ofEpochMilli(createdAt), next,
                new ScheduleInfo.Last(Optional.ofNullable(lastPid), instant(lastFiredAt), Optional.ofNullable(lastError)));
    }

    private static Optional<Instant> instant(Long millis) {
        return Optional.ofNullable(millis).map(Instant::ofEpochMilli);
    }
}
