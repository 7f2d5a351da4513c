package io.processmanager.children;

/** An awaited child process has not finished; the type of error of its parent. */
public final class ChildFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message which child, and why */
    public ChildFailedException(String message) {
        super(message);
    }
}
