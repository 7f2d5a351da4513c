package io.processmanager.store;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The processes that the current JTA transaction queues. They are sent together, when it commits or wants to look at processes: however many a caller
 * starts, one by one or in a list, they travel in as few statements as the database allows, and no row is locked while the caller is still busy.
 */
@ApplicationScoped
public class NewProcesses {

    @Inject
    Database database;

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
        unsent.processes.add(process);
    }

    /** Sends what the current transaction has queued so far; to be called before it looks at processes. */
    void send() {
        if (transactions.getTransactionKey() != null && transactions.getResource(NewProcesses.class) instanceof Unsent unsent) {
            unsent.send();
        }
    }

    /** What one transaction has queued and not sent yet. */
    private final class Unsent implements Synchronization {

        private final List<ProcessEntity> processes = new ArrayList<>();

        @Override
        public void beforeCompletion() {
            send();
        }

        @Override
        public void afterCompletion(int status) {
            processes.clear();
        }

        private void send() {
            if (processes.isEmpty() || transactions.getRollbackOnly()) {
                return;
            }
            List<ProcessEntity> sent = List.copyOf(processes);
            processes.clear();
            try (Connection connection = database.dataSource().getConnection()) {
                if (connection.getAutoCommit()) {
                    // What it inserts would stay even if the transaction is rolled back.
                    throw new SQLException("the server has not made the connection part of the transaction");
                }
                database.dialect().insertStatements().insert(connection, sent);
            } catch (SQLException failure) {
                throw new PersistenceException("Queueing " + sent.size() + " processes failed: " + failure.getMessage(), failure);
            }
        }
    }
}
