package io.processmanager.threads;

import java.util.concurrent.ThreadFactory;

/**
 * Makes threads that execute steps. A new thread gets much from the one that happens to create it, which may execute a step at that moment, or be a thread that a step has
 * started: inheritable thread-local variables, the priority, the context class loader. These do not.
 */
public final class CleanThreads implements ThreadFactory {

    private final ThreadFactory threads;

    /** @param threads makes the threads; what they are given when they start is theirs */
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
