package io.processmanager.runner.capacity;

import java.util.concurrent.atomic.AtomicBoolean;

/** A slot for something that runs; given back once, by whichever thread comes first. */
public final class Slot {

    private final AtomicBoolean taken = new AtomicBoolean(true);
    private final Runnable giveBack;

    /** @param giveBack lets somebody else have it */
    public Slot(Runnable giveBack) {
        this.giveBack = giveBack;
    }

    /** Gives the slot back, if that has not been done before. */
    public void free() {
        if (taken.compareAndSet(true, false)) {
            giveBack.run();
        }
    }

    /** The slot goes to somebody whom the caller chooses, and is given back to nobody. */
    public void surrender() {
        taken.set(false);
    }
}
