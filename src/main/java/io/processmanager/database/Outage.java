package io.processmanager.database;

import io.processmanager.ProcessManagerException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** Tells administrators once that the database is away, and once that it is back, however often and for whatever this node asks in between. */
@ApplicationScoped
public class Outage {

    private static final System.Logger LOG = System.getLogger(Outage.class.getName());

    /** The group commits of the runner. */
    public static final String WRITES = "writes";
    public static final String RETENTION = "retention";

    /** Done so rarely, or only if there is something to do, that its next success would be waited for in vain. */
    private static final Set<String> RARE = Set.of(WRITES, RETENTION);

    private final Set<String> failing = new HashSet<>();
    private volatile boolean away;

    /**
     * @param task what was tried
     * @param failure why it was in vain; it is tried again
     */
    public synchronized void failed(String task, Exception failure) {
        if (failing.isEmpty()) {
            LOG.log(Level.WARNING, "The database does not answer, or refuses (" + task + "); it is tried again until it does, and nothing is lost: "
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
    public void watch(String task, Work work) {
        try {
            work.run();
            worked(task);
        } catch (SQLException | PersistenceException | ProcessManagerException failure) {
            failed(task, failure);
        }
    }

    /** @param task what was done; cheap while the database is there */
    public void worked(String task) {
        if (away) {
            workedAgain(task);
        }
    }

    private synchronized void workedAgain(String task) {
        if (failing.remove(task) && RARE.containsAll(failing)) {
            failing.clear();
            away = false;
            LOG.log(Level.INFO, "The database answers again");
        }
    }

    /** Something that needs the database. */
    @FunctionalInterface
    public interface Work {
        void run() throws SQLException;
    }
}
