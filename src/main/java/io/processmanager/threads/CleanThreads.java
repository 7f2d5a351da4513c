package io.processmanager.threads;

import java.util.concurrent.ThreadFactory;

/**
 * Creates step threads that inherit no thread-locals, priority or context class loader: their creator may be executing
 * a step, or be a step's thread.
 */
public final class CleanThreads implements ThreadFactory {

    private final ThreadFactory threads;

    /** @param threads creates the threads; what it gives them at their start is kept */
    public CleanThreads(ThreadFactory threads) {
        this.threads = threads;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = threads.newThread(work);
        ThreadLocalMaps.disinherit(thread);
        thread.setPriority(Thread.NORM_PRIORITY);
        thread.setContextClassLoader(CleanThreads.class.getClassLoader());
        return thread;
    }
}
