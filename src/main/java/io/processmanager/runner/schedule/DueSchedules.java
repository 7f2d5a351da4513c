package io.processmanager.runner.schedule;

import io.processmanager.database.DatabaseClock;
import io.processmanager.database.DatabaseRefusal;
import io.processmanager.database.SqlFailure;
import io.processmanager.store.schedule.ScheduleRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.Optional;

/** Fires all schedules that are due; one that fails does not hold up the others. */
@ApplicationScoped
public class DueSchedules {

    private static final int AT_ONCE = 100;

    @Inject
    ScheduleRows rows;

    @Inject
    ScheduleFiring firing;

    @Inject
    DatabaseClock clock;

    /**
     * @return when the next schedule is due, in milliseconds of the database's clock; in the past if another node fires
     *         it just now
     * @throws SQLException if the database fails; what is due is tried again
     */
    Optional<Long> fire() throws SQLException {
        Optional<Long> next = rows.earliest();
        while (next.isPresent() && next.get() <= clock.millis() && fireAll()) {
            next = rows.earliest();
        }
        return next;
    }

    private boolean fireAll() throws SQLException {
        boolean fired = false;
        Optional<RuntimeException> trouble = Optional.empty();
        for (String name : rows.due(AT_ONCE)) {
            try {
                fired |= firing.fire(name);
            } catch (RuntimeException failure) {
                if (!passOver(name, failure)) {
                    trouble = Optional.of(failure);
                }
            }
        }
        if (trouble.isPresent()) {
            throw trouble.get();
        }
        return fired;
    }

    /** @return whether the database refuses what the schedule starts, so that it would be tried for ever */
    private boolean passOver(String name, RuntimeException failure) {
        boolean refused = SqlFailure.in(failure).filter(SqlFailure::isAboutTheData).isPresent();
        if (refused) {
            firing.passOver(name, DatabaseRefusal.explain(failure));
        }
        return refused;
    }
}
