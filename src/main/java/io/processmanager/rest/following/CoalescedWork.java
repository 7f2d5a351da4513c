package io.processmanager.rest.following;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * Runs work once for any number of signals. A signal only submits to an executor, so writer threads may give it. Runs
 * never overlap; signals during a run cause one more.
 */
final class CoalescedWork {

    private static final Logger LOG = System.getLogger(CoalescedWork.class.getName());

    private final Function<Runnable, Future<?>> executor;
    private final Runnable work;
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile Future<?> task;
    private volatile long runningSince;
    private volatile boolean running;

    /**
     * @param executor may run blocking tasks
     * @param work must not throw
     */
    CoalescedWork(Function<Runnable, Future<?>> executor, Runnable work) {
        this.executor = executor;
        this.work = work;
    }

    void signal() {
        if (unanswered.getAndIncrement() > 0) {
            return;
        }
        try {
            task = executor.apply(this::run);
        } catch (RejectedExecutionException goingDown) {
            unanswered.set(0);
            LOG.log(Level.DEBUG, "A follower is not served any more, because the deployment is going down", goingDown);
        }
    }

    /** @return duration of the current run; zero if there is none */
    Duration runningFor() {
        return running ? Duration.ofNanos(System.nanoTime() - runningSince) : Duration.ZERO;
    }

    /** Interrupts the current run, or drops a pending one. */
    void cancel() {
        Future<?> current = task;
        if (current != null) {
            current.cancel(true);
        }
    }

    private void run() {
        int answered;
        do {
            answered = unanswered.get();
            runningSince = System.nanoTime();
            running = true;
            try {
                work.run();
            } finally {
                running = false;
            }
        } while (!unanswered.compareAndSet(answered, 0));
    }
}
