package io.processmanager.runner.schedule;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ManagedProcess;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.database.DatabaseClock;
import io.processmanager.database.transaction.OwnTransaction;
import io.processmanager.definition.SpecificationCheck;
import io.processmanager.queue.Started;
import io.processmanager.runner.report.RunnerLog;
import io.processmanager.schedule.Schedule.Overlap;
import io.processmanager.store.ProcessStore;
import io.processmanager.store.entity.Pids;
import io.processmanager.store.schedule.ScheduleRows;
import io.processmanager.store.schedule.StoredSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Optional;

/**
 * Fires a schedule: its process is queued and the schedule moves on in one transaction, on the condition that it is
 * still due.
 */
@ApplicationScoped
@OwnTransaction
public class ScheduleFiring {

    @Inject
    ScheduleRows rows;

    @Inject
    ProcessStore processes;

    @Inject
    SpecificationCheck check;

    @Inject
    DatabaseClock clock;

    @Inject
    Settings settings;

    /**
     * @param name a schedule
     * @return whether it was due, and has moved on
     */
    @Transactional(TxType.REQUIRES_NEW)
    public boolean fire(String name) {
        return rows.lockIfDue(name).filter(this::fire).isPresent();
    }

    /**
     * Lets a schedule move on that cannot fire, so that it is not tried again and again.
     *
     * @param name the schedule
     * @param reason why
     */
    @Transactional(TxType.REQUIRES_NEW)
    public void passOver(String name, String reason) {
        rows.lockIfDue(name).ifPresent(schedule -> {
            RunnerLog.warning("Schedule " + name + " could not start its process and waits for its next time: " + reason);
            moveOn(schedule, firing(schedule), Optional.empty(), Optional.of(reason));
        });
    }

    private boolean fire(StoredSchedule schedule) {
        Firing firing = firing(schedule);
        if (!firing.starts()) {
            RunnerLog.warning("Schedule " + schedule.name() + " has missed its time " + Instant.ofEpochMilli(schedule.nextAt()) + " and starts nothing for it, as it is to");
            return moveOn(schedule, firing, Optional.empty(), Optional.empty());
        }
        if (schedule.overlap() == Overlap.SKIP && schedule.lastPid() != null && rows.isLiving(schedule.lastPid())) {
            RunnerLog.info("Schedule " + schedule.name() + " starts nothing this time, because its process " + schedule.lastPid() + " has not ended");
            return moveOn(schedule, firing, Optional.empty(), Optional.empty());
        }
        ManagedProcess process;
        try {
            process = schedule.schedule().process();
        } catch (RuntimeException unreadable) {
            return moveOn(schedule, firing, Optional.empty(), Optional.of("What it starts cannot be read: " + unreadable));
        }
        Optional<String> trouble = trouble(process);
        trouble.ifPresent(reason -> RunnerLog.warning("Schedule " + schedule.name() + " starts a process that this deployment cannot execute: " + reason));
        String pid = Pids.next(clock.millis());
        boolean moved = moveOn(schedule, firing, Optional.of(pid), trouble);
        if (moved) {
            start(pid, process, schedule.name());
        }
        return moved;
    }

    private void start(String pid, ManagedProcess process, String schedule) {
        Started started = processes.insertForSchedule(pid, process, schedule);
        if (!started.isNew()) {
            RunnerLog.info("Schedule " + schedule + " starts nothing this time, because process " + started.pid() + " has its unique key and has not ended");
            rows.find(schedule).ifPresent(fired -> rows.update(fired.started(started.pid())));
        }
    }

    private Firing firing(StoredSchedule schedule) {
        return Firing.of(schedule.times(), Instant.ofEpochMilli(schedule.nextAt()), clock.instant(), settings.get(Setting.MISFIRE_AFTER), schedule.misfire());
    }

    /** It is started all the same: another node may have what it needs, and if none has, it fails and says why. */
    private Optional<String> trouble(ManagedProcess process) {
        try {
            check.check(process);
            return Optional.empty();
        } catch (InvalidSpecificationException invalid) {
            return Optional.of(invalid.getMessage());
        }
    }

    private boolean moveOn(StoredSchedule schedule, Firing firing, Optional<String> pid, Optional<String> trouble) {
        return rows.update(schedule.fired(pid, trouble, firing.next(), clock.millis()));
    }
}
