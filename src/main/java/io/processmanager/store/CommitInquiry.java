package io.processmanager.store;

import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Determines the outcome of a transaction whose commit failed. Polls on other connections, as the commit may be in
 * progress or the database restarting.
 */
final class CommitInquiry {

    private static final System.Logger LOG = System.getLogger(CommitInquiry.class.getName());

    /** The caller waits meanwhile; a database restart takes some seconds. */
    private static final Duration LONGEST = Duration.ofSeconds(8);
    private static final long PAUSE_MILLIS = 20;
    private static final long PAUSE_WHILE_AWAY_MILLIS = 200;

    private final Database database;
    private final String pid;
    private Optional<TransactionMark> mark = Optional.empty();

    enum Fate {
        MADE, NOT_MADE, UNKNOWN
    }

    /** @param pid a process that the transaction changes; the others share its fate */
    CommitInquiry(Database database, String pid) {
        this.database = database;
        this.pid = pid;
    }

    /** Call within the transaction, before the change. */
    void begin() {
        try {
            Dialect dialect = database.dialect();
            mark = dialect.knowsTransactionsAgain() ? database.inCurrentTransaction(connection -> Optional.of(TransactionMark.of(connection, pid))) : Optional.empty();
        } catch (SQLException failure) {
            throw new PersistenceException("Nothing was changed, as the database does not answer: " + failure.getMessage(), failure);
        }
    }

    /** Call after the transaction has ended on this node. */
    Fate fate() {
        return mark.map(this::fateOf).orElse(Fate.UNKNOWN);
    }

    private Fate fateOf(TransactionMark transaction) {
        long end = System.nanoTime() + LONGEST.toNanos();
        Fate fate = Fate.UNKNOWN;
        try {
            while (fate == Fate.UNKNOWN && System.nanoTime() - end < 0) {
                fate = ask(transaction);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return fate;
    }

    private Fate ask(TransactionMark transaction) throws InterruptedException {
        try {
            Fate fate = database.autoCommitted(transaction::fate);
            if (fate == Fate.UNKNOWN) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
            return fate;
        } catch (SQLException | RuntimeException away) {
            LOG.log(System.Logger.Level.DEBUG, "The database does not tell whether a change of process " + pid + " was made; it is asked again", away);
            TimeUnit.MILLISECONDS.sleep(PAUSE_WHILE_AWAY_MILLIS);
            return Fate.UNKNOWN;
        }
    }
}
