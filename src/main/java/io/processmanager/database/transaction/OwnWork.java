package io.processmanager.database.transaction;

import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Supplier;

/** The work of a transaction that ends with it, and its progress. */
public final class OwnWork<T> implements Supplier<T>, Synchronization {

    private final Supplier<T> work;
    private final TransactionSynchronizationRegistry transactions;
    private T result;
    private boolean done;
    private boolean beingCommitted;

    public OwnWork(Supplier<T> work, TransactionSynchronizationRegistry transactions) {
        this.work = work;
        this.transactions = transactions;
    }

    @Override
    public T get() {
        result = work.get();
        // Registered last, so told last before the commit: all others have sent what they had.
        transactions.registerInterposedSynchronization(this);
        done = true;
        return result;
    }

    @Override
    public void beforeCompletion() {
        beingCommitted = !transactions.getRollbackOnly();
    }

    @Override
    public void afterCompletion(int status) {
        // Unreliable: transaction managers take a failed commit for a rollback.
    }

    /** Whether the work is done; later failures concern the end of the transaction. */
    public boolean isDone() {
        return done;
    }

    /** Whether only the commit was left; after an earlier failure, nothing was committed. */
    public boolean isBeingCommitted() {
        return beingCommitted;
    }

    public T result() {
        return result;
    }
}
