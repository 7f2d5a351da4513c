package io.processmanager.rest.following;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads on which followers are served. They are the followers' own, so that slow clients can hold up nobody but each other. */
@ApplicationScoped
@ManagedExecutorDefinition(name = FollowerThreads.NAME, maxAsync = 32)
public class FollowerThreads {

    static final String NAME = "java:app/concurrent/ProcessManagerFollowers";

    @Resource(lookup = NAME)
    private ManagedExecutorService executor;

    @Resource
    private ManagedThreadFactory threads;

    private ScheduledThreadPoolExecutor clock;

    /** Not a scheduler of the container: WildFly's complains of every task that becomes due while it is suspended, as it is whenever it stops. */
    @PostConstruct
    void open() {
        clock = new ScheduledThreadPoolExecutor(1, threads);
        clock.setRemoveOnCancelPolicy(true);
    }

    @PreDestroy
    void close() {
        clock.shutdownNow();
    }

    /**
     * @param work may block
     * @return its end
     * @throws java.util.concurrent.RejectedExecutionException if the deployment is going down
     */
    Future<?> submit(Runnable work) {
        return executor.submit(work);
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
