package io.processmanager.parallel;

/** An item has failed; its cause is what the callback threw. */
public class ItemFailedException extends Exception {

    private final long number;
    private final String event;

    ItemFailedException(ItemResult failed) {
        super("Item " + failed.number() + " of the event '" + failed.event() + "' has failed: " + failed.thrown(), failed.thrown());
        this.number = failed.number();
        this.event = failed.event();
    }

    /** @return how many items were handed over before it */
    public long number() {
        return number;
    }

    /** @return what was to be done with it */
    public String event() {
        return event;
    }
}
