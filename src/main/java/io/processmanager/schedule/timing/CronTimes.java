package io.processmanager.schedule.timing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * The local times of a cron expression in a zone. A local time that a clock change skips is due right after the change,
 * one that it repeats is due the first time only; so the moments are in the order of the local times, and none of these
 * is lost or counted twice.
 *
 * @param cron the local times
 * @param zone where
 */
record CronTimes(CronExpression cron, ZoneId zone) implements FiringTimes {

    @Override
    public Optional<Instant> after(Instant moment) {
        Optional<LocalDateTime> next = cron.after(LocalDateTime.ofInstant(moment, zone));
        // While the clock repeats an hour, what has its local times was due in the first one.
        while (next.isPresent() && !due(next.get()).isAfter(moment)) {
            next = cron.after(next.get());
        }
        return next.map(this::due);
    }

    private Instant due(LocalDateTime local) {
        ZoneOffsetTransition change = zone.getRules().getTransition(local);
        return change != null && change.isGap() ? change.getInstant() : ZonedDateTime.ofLocal(local, zone, null).toInstant();
    }

    @Override
    public String description() {
        return cron.description();
    }
}
