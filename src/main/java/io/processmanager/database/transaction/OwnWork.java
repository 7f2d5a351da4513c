package io.processmanager.database.transaction;

import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.function.Supplier;

/** The work of a transaction that ends with it, and how far it has come. */
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
        // The last one to be told before the commit: what others still have to send then was sent.
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
        // Transaction managers take a failed commit for a rollback.
    }

    /** Whether the work is done; what fails afterwards is the end of the transaction. */
    public boolean isDone() {
        return done;
    }

    /** Whether nothing was left to do but the commit; what has failed before was certainly not made. */
    public boolean isBeingCommitted() {
        return beingCommitted;
    }

    public T result() {
        return result;
    }
}
