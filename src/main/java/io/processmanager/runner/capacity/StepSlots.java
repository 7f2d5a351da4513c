package io.processmanager.runner.capacity;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The slots for steps that are executed at a time. A process has one only while a step of it is executed: while its checkpoint is being written, another
 * one executes.
 */
public final class StepSlots {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Semaphore free;

    /** @param capacity how many there are */
    public StepSlots(int capacity) {
        // Not fair: who comes when a slot is free takes it at once, instead of waiting until another thread has woken up.
        free = new Semaphore(capacity);
    }

    /**
     * Waits for a slot, up to 1 s.
     *
     * @return the slot; empty if none has become free
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public Optional<Slot> take() throws InterruptedException {
        return free.tryAcquire(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS) ? Optional.of(new Slot(free::release)) : Optional.empty();
    }
}
