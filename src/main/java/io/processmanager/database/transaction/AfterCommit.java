package io.processmanager.database.transaction;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Consumer;

/** Runs actions after the current JTA transaction. */
@ApplicationScoped
public class AfterCommit {

    private static final System.Logger LOG = System.getLogger(AfterCommit.class.getName());

    @Resource
    TransactionSynchronizationRegistry transactions;

    /** @param action called once after the transaction, with whether it was committed */
    public void run(Consumer<Boolean> action) {
        transactions.registerInterposedSynchronization(new Synchronization() {
            @Override
            public void beforeCompletion() {
                // only the end matters
            }

            @Override
            public void afterCompletion(int status) {
                try {
                    action.accept(status == Status.STATUS_COMMITTED);
                } catch (RuntimeException untold) {
                    // A stopping server may throw anything; the transaction is over regardless.
                    LOG.log(System.Logger.Level.WARNING, "The runner could not be told of a change; it finds it the next time it looks at the database: " + untold);
                }
            }
        });
    }
}
