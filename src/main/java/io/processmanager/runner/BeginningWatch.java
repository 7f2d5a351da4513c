package io.processmanager.runner;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

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

    @Resource
    ManagedThreadFactory threads;

    private Thread thread;
    private volatile boolean asleep;
    private volatile boolean closed;

    @PostConstruct
    void open() {
        thread = threads.newThread(this::run);
        thread.setName("process-manager-beginnings");
        thread.start();
    }

    /** @return itself, at work */
    BeginningWatch opened() {
        return this;
    }

    /** Something is executed from now on. Costs nothing unless nothing was before. */
    void wakeUp() {
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        while (!closed && !Thread.currentThread().isInterrupted()) {
            sleep();
            try {
                running.tellOfBegunFor(MOMENT_NANOS);
            } catch (RuntimeException untold) {
                // It serves all processes of the node.
                RunnerLog.error("That steps have begun could not be told; their processes are shown as queued until they report progress or end", untold);
            }
        }
    }

    private void sleep() {
        asleep = true;
        if (running.size() == 0) {
            LockSupport.park(this);
        }
        asleep = false;
        LockSupport.parkNanos(this, MOMENT_NANOS);
    }

    @PreDestroy
    void close() {
        closed = true;
        LockSupport.unpark(thread);
        thread.interrupt();
    }
}
