package io.processmanager.runner.capacity;

import java.util.concurrent.atomic.AtomicBoolean;

/** A slot, released at most once. Thread-safe. */
public final class Slot {

    private final AtomicBoolean taken = new AtomicBoolean(true);
    private final Runnable giveBack;

    /** @param giveBack releases the slot */
    public Slot(Runnable giveBack) {
        this.giveBack = giveBack;
    }

    /** Releases the slot, unless already done. */
    public void free() {
        if (taken.compareAndSet(true, false)) {
            giveBack.run();
        }
    }

    /** Transfers the slot to the caller; it is not released. */
    public void surrender() {
        taken.set(false);
    }
}
