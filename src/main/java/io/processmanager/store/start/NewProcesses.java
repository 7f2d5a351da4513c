package io.processmanager.store.start;

import io.processmanager.database.Database;
import io.processmanager.store.change.ProcessChanges;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.ProcessEntity;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The processes that the current JTA transaction queues. They are sent together, when it commits or wants to look at processes: however many a caller
 * starts, one by one or in a list, they travel in as few statements as the database allows, and no row is locked while the caller is still busy. Those that
 * nobody has looked at before the commit, and for which the runner of this node has room, are inserted as claimed by it.
 */
@ApplicationScoped
public class NewProcesses {

    @Inject
    Database database;

    @Inject
    UncommittedChanges uncommitted;

    @Inject
    ProcessChanges changes;

    @Inject
    LocalClaims runner;

    @Inject
    StartGroupCommit groupCommit;

    @Resource
    TransactionSynchronizationRegistry transactions;

    /**
     * Queues a process with the current transaction, or at once if there is none.
     *
     * @param process to be inserted
     * @throws PersistenceException if there is no transaction and the database fails or refuses it; see {@link StartGroupCommit#insert}
     */
    public void add(ProcessEntity process) {
        if (transactions.getTransactionKey() == null) {
            groupCommit.insert(process);
        } else {
            unsent().started.add(process);
        }
    }

    private Unsent unsent() {
        if (transactions.getResource(NewProcesses.class) instanceof Unsent known) {
            return known;
        }
        Unsent unsent = new Unsent();
        transactions.putResource(NewProcesses.class, unsent);
        transactions.registerInterposedSynchronization(unsent);
        return unsent;
    }

    /** Sends what the current transaction has queued so far; to be called before it looks at processes. */
    public void send() {
        if (transactions.getTransactionKey() != null && transactions.getResource(NewProcesses.class) instanceof Unsent unsent) {
            unsent.send();
        }
    }

    /** What one transaction has started. */
    private final class Unsent implements Synchronization {

        private final StartedTogether started = new StartedTogether(uncommitted, changes, runner);

        @Override
        public void beforeCompletion() {
            insert(started::insertAtLast);
        }

        private void send() {
            insert(started::insert);
        }

        private void insert(Sending sending) {
            if (transactions.getRollbackOnly()) {
                return;
            }
            try {
                sending.by(NewProcesses.this::insert);
            } catch (SQLException failure) {
                throw new PersistenceException("Queueing processes failed: " + failure.getMessage(), failure);
            }
        }

        @Override
        public void afterCompletion(int status) {
            started.transactionEnded(status != Status.STATUS_COMMITTED ? StartedTogether.End.NOT_COMMITTED
                    : database.dialectForQueries().isRemote() ? StartedTogether.End.REPORTED_COMMITTED : StartedTogether.End.COMMITTED);
        }
    }

    /** A way to send what was started. */
    @FunctionalInterface
    private interface Sending {
        void by(StartedTogether.Insertion insertion) throws SQLException;
    }

    private void insert(List<ProcessEntity> processes, Optional<String> claimedBy) throws SQLException {
        InsertStatements statements = InsertStatements.of(database.dialect());
        database.inCurrentTransaction(connection -> {
            statements.insert(connection, processes, claimedBy);
            return null;
        });
    }
}
