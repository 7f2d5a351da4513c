package io.processmanager.database;

import io.processmanager.ProcessManagerException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Logs once that the database is away, and once that it is back, whatever this node tries in between. Thread-safe.
 */
@ApplicationScoped
public class Outage {

    /** What needs the database regularly. */
    public enum Task {
        CLAIM, HEARTBEAT,
        WRITES,
        RETENTION,
        /** The firing of schedules. */
        SCHEDULES
    }

    /** Too rare, or only on demand, to wait for their next success. */
    private static final Set<Task> RARE = EnumSet.of(Task.WRITES, Task.RETENTION);

    System.Logger log = System.getLogger(Outage.class.getName());

    private final Set<Task> failing = EnumSet.noneOf(Task.class);
    private volatile boolean away;

    /**
     * @param task what was tried and will be retried
     * @param failure why it failed
     */
    public synchronized void failed(Task task, Exception failure) {
        if (failing.isEmpty()) {
            log.log(Level.WARNING, "The database does not answer, or refuses (" + task.name().toLowerCase(Locale.ROOT) + "); it is tried again until it does, and nothing is lost: "
                    + DatabaseRefusal.explain(failure));
        }
        failing.add(task);
        away = true;
    }

    /**
     * Runs a task and records its outcome.
     *
     * @param task its kind
     * @param work does it
     */
    public void watch(Task task, Work work) {
        try {
            work.run();
            worked(task);
        } catch (SQLException | PersistenceException | ProcessManagerException failure) {
            failed(task, failure);
        }
    }

    /** @param task what succeeded; cheap while the database is there */
    public void worked(Task task) {
        if (away) {
            workedAgain(task);
        }
    }

    private synchronized void workedAgain(Task task) {
        if (failing.remove(task) && RARE.containsAll(failing)) {
            failing.clear();
            away = false;
            log.log(Level.INFO, "The database answers again");
        }
    }

    @FunctionalInterface
    public interface Work {
        void run() throws SQLException;
    }
}
