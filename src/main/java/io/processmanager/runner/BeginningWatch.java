package io.processmanager.runner;

import io.processmanager.database.thread.SupervisedThread;
import io.processmanager.database.thread.ThreadHealth;
import io.processmanager.runner.process.RunningProcesses;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Tells everybody of the first steps of processes that have been executed for a moment, so that these are shown as running. Short steps are over before: whatever their number, no more
 * is written about beginnings than the steps that are executed at a time, once in a moment. Sleeps while nothing runs.
 */
@ApplicationScoped
public class BeginningWatch {

    /** Nobody notices a process that is shown as queued for so long, and a step of any length has cost more than one write by then. */
    private static final long MOMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

    @Inject
    RunningProcesses running;

    @Inject
    ThreadHealth health;

    @Resource
    ManagedThreadFactory threads;

    private final Semaphore something = new Semaphore(0);
    private SupervisedThread thread;
    private volatile boolean asleep;

    @PostConstruct
    void open() {
        thread = SupervisedThread.start("process-manager-beginnings", threads, health, this::watch, () -> { });
    }

    /** @return itself, at work */
    BeginningWatch opened() {
        return this;
    }

    /** Something is executed from now on. Costs nothing unless nothing was before. */
    void wakeUp() {
        if (asleep) {
            something.release();
        }
    }

    private void watch() throws InterruptedException {
        something.drainPermits();
        asleep = true;
        if (running.size() == 0) {
            something.acquire();
        }
        asleep = false;
        TimeUnit.NANOSECONDS.sleep(MOMENT_NANOS);
        running.tellOfBegunFor(MOMENT_NANOS);
    }

    @PreDestroy
    void close() {
        thread.close();
    }
}
