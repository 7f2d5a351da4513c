package io.processmanager.rest.following;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorDefinition;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** The threads on which followers are served. They are the followers' own, so that slow clients can hold up nobody but each other. */
@ApplicationScoped
@ManagedExecutorDefinition(name = FollowerThreads.NAME, maxAsync = 32)
public class FollowerThreads {

    static final String NAME = "java:app/concurrent/ProcessManagerFollowers";

    @Resource(lookup = NAME)
    private ManagedExecutorService executor;

    @Resource
    private ManagedScheduledExecutorService scheduler;

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
        return scheduler.schedule(signal, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * @param interval how often
     * @param signal what to do each time; must not block
     * @return cancels it
     */
    Future<?> every(Duration interval, Runnable signal) {
        return scheduler.scheduleAtFixedRate(signal, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }
}
