package io.processmanager.runner;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The places for steps that are executed at a time. A process has one only while a step of it is executed: while its checkpoint is being written, another
 * one executes.
 */
final class StepPlaces {

    private final Semaphore free;

    /** @param capacity how many there are */
    StepPlaces(int capacity) {
        // Not fair: who comes when a place is free takes it at once, instead of waiting until another thread has woken up.
        free = new Semaphore(capacity);
    }

    /**
     * Waits for a place.
     *
     * @param longest for how long at most
     * @return the place; empty if none has become free
     * @throws InterruptedException if the waiting thread is interrupted
     */
    Optional<Place> take(Duration longest) throws InterruptedException {
        return free.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS) ? Optional.of(new Place(free::release)) : Optional.empty();
    }
}
