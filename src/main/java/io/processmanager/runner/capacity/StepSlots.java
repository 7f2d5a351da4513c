package io.processmanager.runner.capacity;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Slots for concurrent steps. Held only during a step, not while its checkpoint is written. */
public final class StepSlots {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Semaphore free;

    /** @param capacity number of slots */
    public StepSlots(int capacity) {
        // Unfair: a caller takes a free slot at once, without another thread's wake-up.
        free = new Semaphore(capacity);
    }

    /**
     * Waits up to 1 s for a slot.
     *
     * @return the slot; empty if none
     * @throws InterruptedException if interrupted
     */
    public Optional<Slot> take() throws InterruptedException {
        return free.tryAcquire(LONGEST_WAIT.toNanos(), TimeUnit.NANOSECONDS) ? Optional.of(new Slot(free::release)) : Optional.empty();
    }
}
