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
 * The transaction of a call: the caller's, or one of its own where the caller has none. A failed commit of the latter is not simply thrown on, as transaction managers
 * call changes rolled back that were made: PostgreSQL holds back the signal to end a connection until the commit is done, and then reports nothing but the end.
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
     * Reads. What was read is committed already, so how the transaction ends is of no importance.
     *
     * @param work reads
     * @return what it has read
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
     * Changes processes, all of them or none.
     *
     * @param pids the processes; at least one
     * @param work changes them
     * @return what comes of it; without a transaction of the caller the change is durable then
     * @throws UnknownOutcomeException if there is no transaction of the caller, the commit has failed, and the database does not tell whether it was made. Whatever
     *         else is thrown means that nothing was changed
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

    /** WildFly's interceptor throws checked exceptions that no signature announces. */
    private static RuntimeException unchecked(String consequence, Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        return failure instanceof RuntimeException known ? known : new PersistenceException(consequence + ": " + failure, failure);
    }
}
