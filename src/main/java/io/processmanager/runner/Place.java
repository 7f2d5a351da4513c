package io.processmanager.runner;

import java.util.concurrent.atomic.AtomicBoolean;

/** A place for something that runs; given back once, by whichever thread comes first. */
final class Place {

    private final AtomicBoolean taken = new AtomicBoolean(true);
    private final Runnable giveBack;

    /** @param giveBack lets somebody else have it */
    Place(Runnable giveBack) {
        this.giveBack = giveBack;
    }

    /** Gives the place back, if that has not been done before. */
    void free() {
        if (taken.compareAndSet(true, false)) {
            giveBack.run();
        }
    }

    /** The place goes to somebody whom the caller chooses, and is given back to nobody. */
    void surrender() {
        taken.set(false);
    }
}
