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
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Publishes first steps that have run for 25 ms, so that their processes show as running. Shorter ones need no such
 * write, which bounds the writes to the step slots once per 25 ms. Sleeps while nothing runs.
 */
@ApplicationScoped
public class BeginningWatch {

    /** Unnoticeable, yet long enough to make the write comparatively cheap. */
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

    /** @return this bean, started, and not its proxy */
    Optional<BeginningWatch> opened() {
        return Optional.of(this);
    }

    /** Execution has started. Free of cost unless asleep. */
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
