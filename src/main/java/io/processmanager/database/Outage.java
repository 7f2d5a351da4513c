package io.processmanager.database;

import io.processmanager.ProcessManagerException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.PersistenceException;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Logs once that the database is away, and once that it is back, whatever this node tries in between. It is back when
 * what failed works again and nothing else has failed for {@link #CALM}: at the edges of an outage, some calls succeed
 * and some fail. Thread-safe.
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

    /** The time without a failure after which an outage is over. */
    static final Duration CALM = Duration.ofSeconds(1);

    System.Logger log = System.getLogger(Outage.class.getName());
    LongSupplier nanoTime = System::nanoTime;

    private final Set<Task> failing = EnumSet.noneOf(Task.class);
    private long lastFailure;
    /** Whether a task that has failed has worked since the last failure. */
    private boolean recovers;
    private volatile boolean away;

    /**
     * @param task what was tried and will be retried
     * @param failure why it failed
     */
    public synchronized void failed(Task task, Exception failure) {
        if (!away) {
            log.log(Level.WARNING, "The database does not answer, or refuses (" + task.name().toLowerCase(Locale.ROOT) + "); it is tried again until it does, and nothing is lost: "
                    + DatabaseRefusal.explain(failure));
        }
        failing.add(task);
        lastFailure = nanoTime.getAsLong();
        recovers = false;
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
        recovers |= failing.remove(task);
        if (away && recovers && RARE.containsAll(failing) && nanoTime.getAsLong() - lastFailure >= CALM.toNanos()) {
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
