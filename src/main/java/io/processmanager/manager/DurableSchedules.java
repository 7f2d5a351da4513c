package io.processmanager.manager;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ManagedProcess;
import io.processmanager.ScheduleNotFoundException;
import io.processmanager.Violation;
import io.processmanager.database.DatabaseClock;
import io.processmanager.database.transaction.AfterCommit;
import io.processmanager.database.transaction.ContainerTransaction;
import io.processmanager.database.transaction.OwnTransaction;
import io.processmanager.definition.SpecificationCheck;
import io.processmanager.queue.Started;
import io.processmanager.runner.schedule.ScheduleTimer;
import io.processmanager.schedule.Schedule;
import io.processmanager.schedule.ScheduleInfo;
import io.processmanager.schedule.SchedulePage;
import io.processmanager.schedule.Schedules;
import io.processmanager.schedule.timing.ScheduleCheck;
import io.processmanager.store.CallTransaction;
import io.processmanager.store.ProcessStore;
import io.processmanager.store.entity.Pids;
import io.processmanager.store.schedule.ScheduleRows;
import io.processmanager.store.schedule.StoredSchedule;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The entry point for schedules: changes their table in the caller's transaction, and has the timer look at it after
 * the commit.
 */
@ApplicationScoped
@OwnTransaction
public class DurableSchedules implements Schedules {

    @Inject
    ScheduleCheck check;

    @Inject
    SpecificationCheck processCheck;

    @Inject
    ScheduleRows rows;

    @Inject
    ProcessStore processes;

    @Inject
    CallTransaction transaction;

    @Inject
    ContainerTransaction container;

    @Inject
    AfterCommit afterCommit;

    @Inject
    DatabaseClock clock;

    @Inject
    ScheduleTimer timer;

    @Override
    public boolean put(String name, Schedule schedule) {
        Schedule checked = check.check(name, schedule);
        return container.around(() -> {
            wakeAfterwards();
            boolean made = false;
            while (!made && !change(name, known -> known.replacedBy(checked, clock.millis()))) {
                // Another caller may make it, or remove it, at the same time.
                made = rows.insert(StoredSchedule.created(name, checked, clock.millis()));
            }
            return made;
        });
    }

    @Override
    public ScheduleInfo get(String name) {
        return transaction.reading(() -> rows.find(name).map(StoredSchedule::info).orElseThrow(() -> new ScheduleNotFoundException(name)));
    }

    @Override
    public SchedulePage list(String after, int limit) {
        if (limit < 1 || limit > SchedulePage.MAX_LIMIT) {
            throw new InvalidSpecificationException(List.of(new Violation("limit", "expected 1 to " + SchedulePage.MAX_LIMIT)));
        }
        List<StoredSchedule> found = transaction.reading(() -> rows.page(Optional.ofNullable(after), limit + 1));
        List<StoredSchedule> page = found.subList(0, Math.min(limit, found.size()));
        return new SchedulePage(page.stream().map(StoredSchedule::info).toList(),
                found.size() > page.size() ? Optional.of(page.get(page.size() - 1).name()) : Optional.empty());
    }

    @Override
    public void remove(String name) {
        if (!container.around(() -> rows.delete(name))) {
            throw new ScheduleNotFoundException(name);
        }
    }

    @Override
    public void pause(String name) {
        changeKnown(name, schedule -> schedule.paused(clock.millis()));
    }

    @Override
    public void resume(String name) {
        changeKnown(name, schedule -> schedule.resumed(clock.millis()));
    }

    @Override
    public String run(String name) {
        ManagedProcess process = get(name).schedule().process();
        try {
            processCheck.check(process);
        } catch (InvalidSpecificationException invalid) {
            throw new InvalidSpecificationException(invalid.violationsAt(ScheduleCheck.PROCESS + "."));
        }
        String pid = Pids.next(clock.millis());
        return transaction.changing(List.of(pid), () -> {
            if (!change(name, schedule -> schedule.started(pid))) {
                throw new ScheduleNotFoundException(name);
            }
            Started started = processes.insertForSchedule(pid, process, name);
            if (!started.isNew()) {
                change(name, schedule -> schedule.started(started.pid()));
            }
            return started.pid();
        });
    }

    private void changeKnown(String name, UnaryOperator<StoredSchedule> verb) {
        boolean known = container.around(() -> {
            wakeAfterwards();
            return change(name, verb);
        });
        if (!known) {
            throw new ScheduleNotFoundException(name);
        }
    }

    /**
     * @return whether there is such a schedule; it may be fired or changed meanwhile, which is what the new value is
     * made of then
     */
    private boolean change(String name, UnaryOperator<StoredSchedule> verb) {
        for (Optional<StoredSchedule> known = rows.find(name); known.isPresent(); known = rows.find(name)) {
            StoredSchedule changed = verb.apply(known.get());
            if (changed.equals(known.get()) || rows.update(changed)) {
                return true;
            }
        }
        return false;
    }

    private void wakeAfterwards() {
        afterCommit.run(committed -> {
            if (committed) {
                timer.changed();
            }
        });
    }
}
