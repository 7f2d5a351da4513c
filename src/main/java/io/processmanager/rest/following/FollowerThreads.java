package io.processmanager.rest.following;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.concurrent.ManagedThreadFactoryDefinition;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads that serve followers. Separate, so that slow clients delay only each other, and ended on undeployment:
 * Payara's managed executors keep theirs, which leaks classes.
 */
@ApplicationScoped
@ManagedThreadFactoryDefinition(name = FollowerThreads.FACTORY)
public class FollowerThreads {

    static final String FACTORY = "java:app/concurrent/ProcessManagerFollowers";

    private static final int MOST_THREADS = 32;
    private static final long IDLE_SECONDS = 60;

    @Resource(lookup = FACTORY)
    private ManagedThreadFactory threads;

    private ThreadPoolExecutor pool;
    private ScheduledThreadPoolExecutor clock;

    /** Not a container scheduler: WildFly's reports every task due while suspended, as on each stop. */
    @PostConstruct
    void open() {
        pool = new ThreadPoolExecutor(MOST_THREADS, MOST_THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
        clock = new ScheduledThreadPoolExecutor(1, threads);
        clock.setRemoveOnCancelPolicy(true);
    }

    @PreDestroy
    void close() {
        clock.shutdownNow();
        pool.shutdownNow();
    }

    /**
     * @param work may block
     * @throws java.util.concurrent.RejectedExecutionException if the deployment is stopping
     */
    Future<?> submit(Runnable work) {
        return pool.submit(work);
    }

    /**
     * @param signal must not block
     * @return the task, to cancel it
     */
    Future<?> after(Duration delay, Runnable signal) {
        return clock.schedule(signal, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * @param signal must not block
     * @return the task, to cancel it
     */
    Future<?> every(Duration interval, Runnable signal) {
        return clock.scheduleAtFixedRate(signal, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }
}
