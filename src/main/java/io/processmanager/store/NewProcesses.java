package io.processmanager.store;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
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
    LocalRunner runner;

    @Resource
    TransactionSynchronizationRegistry transactions;

    /** @param process to be inserted with the current transaction, which must be active */
    void add(ProcessEntity process) {
        Unsent unsent = (Unsent) transactions.getResource(NewProcesses.class);
        if (unsent == null) {
            unsent = new Unsent();
            transactions.putResource(NewProcesses.class, unsent);
            transactions.registerInterposedSynchronization(unsent);
        }
        unsent.add(process);
    }

    /** Sends what the current transaction has queued so far; to be called before it looks at processes. */
    void send() {
        if (transactions.getTransactionKey() != null && transactions.getResource(NewProcesses.class) instanceof Unsent unsent) {
            unsent.send();
        }
    }

    /** What one transaction has started. */
    private final class Unsent implements Synchronization {

        private final List<String> pids = new ArrayList<>();
        private final List<ProcessEntity> processes = new ArrayList<>();
        private long queuedFrom = Long.MAX_VALUE;
        private Optional<LocalRunner.Taken> taken = Optional.empty();

        private void add(ProcessEntity process) {
            pids.add(process.pid);
            uncommitted.begin(process.pid);
            processes.add(process);
        }

        @Override
        public void beforeCompletion() {
            if (!processes.isEmpty() && !transactions.getRollbackOnly()) {
                LocalRunner.Taken some = runner.offer(processes.size(), number -> processes.get(number).firstClaim().parse());
                taken = Optional.of(some);
                insert(processes.subList(0, some.count()), Optional.ofNullable(some.runnerId()));
                insert(processes.subList(some.count(), processes.size()), Optional.empty());
                processes.clear();
            }
        }

        private void send() {
            if (!transactions.getRollbackOnly()) {
                insert(processes, Optional.empty());
                processes.clear();
            }
        }

        private void insert(List<ProcessEntity> some, Optional<String> claimedBy) {
            if (some.isEmpty()) {
                return;
            }
            if (claimedBy.isEmpty()) {
                some.forEach(process -> queuedFrom = Math.min(queuedFrom, process.dueAt));
            }
            try (Connection connection = database.dataSource().getConnection()) {
                if (connection.getAutoCommit()) {
                    // What it inserts would stay even if the transaction is rolled back.
                    throw new SQLException("the server has not made the connection part of the transaction");
                }
                database.dialect().insertStatements().insert(connection, some, claimedBy);
            } catch (SQLException failure) {
                throw new PersistenceException("Queueing " + some.size() + " processes failed: " + failure.getMessage(), failure);
            }
        }

        /** First of all the changes are over for everybody: the runner is quick. */
        @Override
        public void afterCompletion(int status) {
            pids.forEach(uncommitted::end);
            if (status == Status.STATUS_COMMITTED) {
                pids.forEach(changes::changed);
                taken.ifPresent(LocalRunner.Taken::committed);
                if (queuedFrom < Long.MAX_VALUE) {
                    runner.queued(queuedFrom);
                }
            } else {
                taken.ifPresent(LocalRunner.Taken::notCommitted);
            }
        }
    }
}
