package io.processmanager.store;

import io.processmanager.UnknownOutcomeException;
import io.processmanager.database.Database;
import io.processmanager.database.transaction.ContainerTransaction;
import io.processmanager.database.transaction.OwnWork;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.function.Supplier;

/**
 * Runs a call in the caller's transaction, or in its own if there is none. After a failed commit of its own, it asks
 * the database for the outcome: PostgreSQL defers a requested termination of the connection until the commit is done,
 * and transaction managers then report a rollback.
 */
@ApplicationScoped
public class CallTransaction {

    private static final Logger LOG = System.getLogger(CallTransaction.class.getName());

    @Inject
    ContainerTransaction container;

    @Inject
    Database database;

    @Resource
    TransactionSynchronizationRegistry transactions;

    /**
     * Reads. The end of the transaction does not matter: the data is committed already.
     *
     * @param work reads
     * @return its result
     */
    public <T> T reading(Supplier<T> work) {
        if (isOfCaller()) {
            return container.around(work);
        }
        OwnWork<T> own = new OwnWork<>(work, transactions);
        try {
            return container.around(own);
        } catch (Throwable failure) {
            if (!own.isDone()) {
                throw unchecked("Reading failed", failure);
            }
            LOG.log(Level.DEBUG, "The end of a transaction that has only read failed; what it has read is true all the same", failure);
            return own.result();
        }
    }

    /**
     * Changes processes, all or none.
     *
     * @param pids the processes; at least one
     * @param work changes them
     * @return its result; durable unless the transaction is the caller's
     * @throws UnknownOutcomeException if the call's own commit failed and its outcome is unknown; any other exception
     *     means that nothing was changed
     */
    public <T> T changing(List<String> pids, Supplier<T> work) {
        if (isOfCaller()) {
            return container.around(work);
        }
        CommitInquiry inquiry = new CommitInquiry(database, pids.get(0));
        OwnWork<T> own = new OwnWork<>(() -> {
            inquiry.begin();
            return work.get();
        }, transactions);
        try {
            return container.around(own);
        } catch (Throwable failure) {
            if (!own.isBeingCommitted()) {
                throw unchecked("Nothing was changed", failure);
            }
            return switch (inquiry.fate()) {
                case MADE -> {
                    LOG.log(Level.INFO, "The commit of a change of process {0} has failed, but the database says that it was made: {1}", pids.get(0), failure);
                    yield own.result();
                }
                case NOT_MADE -> throw unchecked("The database has rolled the change back", failure);
                case UNKNOWN -> throw new UnknownOutcomeException(pids, failure);
            };
        }
    }

    private boolean isOfCaller() {
        return transactions.getTransactionKey() != null;
    }

    /** WildFly's interceptor throws undeclared checked exceptions. */
    private static RuntimeException unchecked(String consequence, Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException known ? known : new PersistenceException(consequence + ": " + failure, failure);
    }
}
