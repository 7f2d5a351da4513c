package io.processmanager.execution.attempt;

import io.processmanager.threads.CleanThreads;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Completes futures after a delay, on the deployment's own thread: {@link CompletableFuture}'s JVM-wide one would
 * retain the classes of the first deployment that used it. Dependent actions must be quick and must not block.
 */
@ApplicationScoped
public class StepTimer {

    @Resource
    ManagedThreadFactory threads;

    private ScheduledThreadPoolExecutor timer;

    @PostConstruct
    void open() {
        // A thread of the container: what follows from a deadline may be the first call of a bean, and Payara creates
        // beans on any other thread without injecting their fields, and says nothing.
        open(new CleanThreads(threads));
    }

    void open(ThreadFactory factory) {
        timer = new ScheduledThreadPoolExecutor(1, work -> thread(factory, work));
        // Most attempts end long before their deadline; do not retain them until then.
        timer.setRemoveOnCancelPolicy(true);
        // During undeployment, the runner hands new attempts back; no deadline is needed.
        timer.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        // Otherwise the thread would inherit context from the first step.
        timer.prestartCoreThread();
    }

    private static Thread thread(ThreadFactory factory, Runnable work) {
        Thread thread = factory.newThread(work);
        thread.setName("process-manager-deadlines");
        thread.setDaemon(true);
        return thread;
    }

    /** Stops the thread; pending timers never fire. */
    @PreDestroy
    void close() {
        timer.shutdownNow();
    }

    /**
     * @param future completed after the delay, unless completed before
     * @param value its result
     * @param nanos delay; at once if zero or negative
     */
    <T> void completeAfter(CompletableFuture<T> future, T value, long nanos) {
        if (!future.isDone()) {
            Future<?> pending = timer.schedule(() -> future.complete(value), nanos, TimeUnit.NANOSECONDS);
            future.whenComplete((completed, failure) -> pending.cancel(false));
        }
    }
}
