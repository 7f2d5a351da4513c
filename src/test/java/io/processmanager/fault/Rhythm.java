package io.processmanager.fault;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The pauses between the faults that a test causes. Never a wait for a result: that is what Await is for. */
final class Rhythm {

    private Rhythm() {
    }

    static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        for (long left = duration.toNanos(); left > 0 && !Thread.currentThread().isInterrupted(); left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
