package io.processmanager.benchmark.node;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

/** Threads that do the same thing at the same time. */
final class Crew {

    private final ThreadFactory threads;

    Crew(ThreadFactory threads) {
        this.threads = threads;
    }

    /** Returns when all of them have done it; the first failure is thrown. */
    void run(int size, Work work) throws Exception {
        List<FutureTask<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            FutureTask<Void> task = new FutureTask<>(() -> {
                work.run();
                return null;
            });
            tasks.add(task);
            threads.newThread(task).start();
        }
        for (FutureTask<Void> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a thread of the benchmark has failed: " + e.getCause(), e.getCause());
            }
        }
    }

    /** What one of them does. */
    @FunctionalInterface
    interface Work {
        void run() throws Exception;
    }
}
