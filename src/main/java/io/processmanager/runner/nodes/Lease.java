package io.processmanager.runner.nodes;

/** The right of this node's runner to execute what it has claimed. */
public interface Lease {

    /** @return whether others must not take its claims away yet; from a little before they may, it is false */
    boolean isHeld();
}
