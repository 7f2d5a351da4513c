package io.processmanager.execution.attempt;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends waiting when its time is up. Its thread is the deployment's own: the one that {@link CompletableFuture} has for all of the Java virtual machine belongs for ever to the
 * deployment that has needed it first, and keeps its classes. What it calls is quick, and waits for nothing.
 */
@ApplicationScoped
public class StepTimer {

    private ScheduledThreadPoolExecutor timer;

    @PostConstruct
    void open() {
        timer = new ScheduledThreadPoolExecutor(1, StepTimer::thread);
        // Nearly every attempt ends long before its deadline; until then the queue would keep all that belongs to it.
        timer.setRemoveOnCancelPolicy(true);
        // An attempt that begins while the deployment goes down is handed back by the runner, not stopped by its deadline.
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        // The first step must not be the one that the thread inherits from.
        timer.prestartCoreThread();
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(null, work, "process-manager-deadlines", 0, false);
        thread.setDaemon(true);
        return thread;
    }

    /** Ends the thread; no time is up any more. */
    @PreDestroy
    void close() {
        timer.shutdownNow();
    }

    /**
     * @param future what is completed when the time is up, unless it is completed before
     * @param value by what
     * @param nanos from now; none, or less than that, means at once
     */
    <T> void completeAfter(CompletableFuture<T> future, T value, long nanos) {
        if (!future.isDone()) {
            Future<?> pending = timer.schedule(() -> future.complete(value), nanos, TimeUnit.NANOSECONDS);
            future.whenComplete((completed, failure) -> pending.cancel(false));
        }
    }
}
