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
 * The threads on which followers are served. They are the followers' own, so that slow clients can hold up nobody but each other, and end with the deployment: those of a
 * managed executor do not on Payara, and so keep its classes.
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

    /** Not a scheduler of the container: WildFly's complains of every task that becomes due while it is suspended, as it is whenever it stops. */
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
     * @return its end
     * @throws java.util.concurrent.RejectedExecutionException if the deployment is going down
     */
    Future<?> submit(Runnable work) {
        return pool.submit(work);
    }

    /**
     * @param delay from now
     * @param signal what to do then; must not block
     * @return cancels it
     */
    Future<?> after(Duration delay, Runnable signal) {
        return clock.schedule(signal, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * @param interval how often
     * @param signal what to do each time; must not block
     * @return cancels it
     */
    Future<?> every(Duration interval, Runnable signal) {
        return clock.scheduleAtFixedRate(signal, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }
}
