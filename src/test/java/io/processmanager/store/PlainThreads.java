package io.processmanager.store;

import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;

/** Threads that no container manages. */
public final class PlainThreads implements ManagedThreadFactory {

    @Override
    public Thread newThread(Runnable work) {
        return new Thread(work);
    }

    @Override
    public ForkJoinWorkerThread newThread(ForkJoinPool pool) {
        throw new UnsupportedOperationException();
    }
}
