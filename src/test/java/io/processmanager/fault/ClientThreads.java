package io.processmanager.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Threads of clients, each of which makes one call after another until all are told to end. */
final class ClientThreads implements AutoCloseable {

    private final CountDownLatch end = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    /** @param pause before each call */
    void run(String name, Duration pause, Runnable call) {
        Thread thread = new Thread(() -> {
            try {
                while (!end.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    call.run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, name);
        threads.add(thread);
        thread.start();
    }

    /** No more calls; returns when the last one is answered or given up. */
    @Override
    public void close() {
        end.countDown();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while the clients were stopping", e);
            }
        }
        threads.clear();
    }
}
