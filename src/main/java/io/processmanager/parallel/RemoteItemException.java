package io.processmanager.parallel;

/** What the callback of another process threw. */
public class RemoteItemException extends Exception {

    private final String type;

    RemoteItemException(String type, String message) {
        super(message == null ? type : type + ": " + message);
        this.type = type;
    }

    /** @return the class of what was thrown, or what the other end calls it */
    public String type() {
        return type;
    }
}
