package io.processmanager.store.start;

import io.processmanager.database.Database;
import io.processmanager.database.Dialect;
import io.processmanager.queue.Started;
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
 * Processes queued by the current JTA transaction. They are sent together when it commits or reads processes: in as
 * few statements as the database allows, and without locking rows while the caller is busy. Those not read before the
 * commit are inserted as claimed, as far as this node's runner has slots.
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
     * @param process to insert
     * @throws PersistenceException if there is no transaction and the insert fails; see {@link
     *     StartGroupCommit#insert}
     */
    public void add(ProcessEntity process) {
        if (transactions.getTransactionKey() == null) {
            groupCommit.insert(process);
        } else {
            unsent().started.add(process);
        }
    }

    /**
     * Queues a process that has a unique key with the current transaction, of which there must be one. It is sent at once;
     * may wait for the transaction of another caller that starts one with the same key.
     *
     * @return the living process that has the key: this one, or one that was there before
     * @throws PersistenceException if the insert fails
     */
    public Started addUnlessLiving(ProcessEntity process) {
        try {
            Optional<String> holder = unsent().started.insertUnlessLiving(process, keyed -> {
                Dialect dialect = database.dialect();
                return database.inCurrentTransaction(connection -> new KeyedInserts(connection, dialect).insert(keyed));
            });
            return new Started(holder.orElse(process.pid()), holder.isEmpty());
        } catch (SQLException failure) {
            throw new PersistenceException("Queueing process " + process.pid() + " failed: " + failure.getMessage(), failure);
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

    /** Sends what the current transaction has queued; call before it reads processes. */
    public void send() {
        if (transactions.getTransactionKey() != null && transactions.getResource(NewProcesses.class) instanceof Unsent unsent) {
            unsent.send();
        }
    }

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

    @FunctionalInterface
    private interface Sending {
        void by(StartedTogether.Insertion insertion) throws SQLException;
    }

    private int insert(List<ProcessEntity> processes, Optional<String> claimedBy) throws SQLException {
        InsertStatements statements = InsertStatements.of(database.dialect());
        return database.inCurrentTransaction(connection -> statements.insert(connection, processes, claimedBy));
    }
}
