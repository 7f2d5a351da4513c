package io.processmanager.database;

import io.processmanager.ProcessManagerException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Tells administrators once that the database is away, and once that it is back, however often and for whatever this node asks in between. */
@ApplicationScoped
public class Outage {

    /** What needs the database again and again. */
    public enum Task {
        CLAIM, HEARTBEAT,
        /** The group commits of the runner. */
        WRITES,
        RETENTION
    }

    /** Done so rarely, or only if there is something to do, that its next success would be waited for in vain. */
    private static final Set<Task> RARE = EnumSet.of(Task.WRITES, Task.RETENTION);

    System.Logger log = System.getLogger(Outage.class.getName());

    private final Set<Task> failing = EnumSet.noneOf(Task.class);
    private volatile boolean away;

    /**
     * @param task what was tried
     * @param failure why it was in vain; it is tried again
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
     * Tries something once more, or for the first time.
     *
     * @param task what it is
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

    /** @param task what was done; cheap while the database is there */
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

    /** Something that needs the database. */
    @FunctionalInterface
    public interface Work {
        void run() throws SQLException;
    }
}
