package io.processmanager.database;

import io.processmanager.ProcessManagerException;

/** The database does not answer, or its schema is not ready. Nothing was changed; try again. */
public class StoreUnavailableException extends ProcessManagerException {

    /** @param cause from the database, or on the way to it */
    public StoreUnavailableException(Throwable cause) {
        super("The database of Process Manager does not answer (" + cause.getMessage() + "); nothing was changed, try again later", cause);
    }
}
