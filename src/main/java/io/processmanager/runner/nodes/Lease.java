package io.processmanager.runner.nodes;

/** The right of this node's runner to execute its claims. */
public interface Lease {

    /** @return whether the claims are held; turns false shortly before others may take them */
    boolean isHeld();
}
