package io.processmanager.runner.capacity;

import io.processmanager.configuration.Setting;
import io.processmanager.view.RunnerInfo.Status;
import java.util.Optional;

/** Whether this node is to claim, apart from its lease and its room. Written by one thread at a time, read by any. */
public final class Readiness {

    private volatile Status ordered = Status.RUNNING;
    private volatile boolean standby;
    private volatile Optional<String> heapTrouble = Optional.empty();

    public boolean isReady() {
        return ordered == Status.RUNNING && reason().isEmpty();
    }

    /** @return the status that was last ordered */
    public Status ordered() {
        return ordered;
    }

    /** @return whether it is another one than before */
    public boolean order(Status status) {
        boolean changed = ordered != status;
        ordered = status;
        return changed;
    }

    /**
     * @param waits whether another runner is the only one that may claim
     * @return whether that is new
     */
    public boolean standby(boolean waits) {
        boolean changed = standby != waits;
        standby = waits;
        return changed;
    }

    /**
     * @param trouble see {@link HeapLimit#check}
     * @return whether that is new
     */
    public boolean heap(Optional<String> trouble) {
        boolean changed = !heapTrouble.equals(trouble);
        heapTrouble = trouble;
        return changed;
    }

    /** @return why a running runner claims nothing; empty if it claims */
    public Optional<String> reason() {
        return standby ? Optional.of("another runner is the only one that executes (" + Setting.EXCLUSIVE.key() + ")") : heapTrouble;
    }
}
