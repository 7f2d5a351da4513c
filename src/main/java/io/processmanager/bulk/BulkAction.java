package io.processmanager.bulk;

import java.util.Locale;

/** What is done to each process that matches. */
public enum BulkAction {
    /** Queues those that have failed, timed out or were cancelled again, where they stopped. */
    RETRY,
    /** Cancels those that have not ended; running ones by their runners. */
    CANCEL,
    /** Removes those that have ended, with all their records. */
    DELETE;

    /** @return the name in JSON: lower case */
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
