package io.processmanager.database;

import io.processmanager.ProcessManagerException;

/** The database does not answer, or its schema is not ready yet. Nothing was changed; try again. */
public class StoreUnavailableException extends ProcessManagerException {

    /** @param cause what the database, or the way to it, has said */
    public StoreUnavailableException(Throwable cause) {
        super("The database of Process Manager does not answer (" + cause.getMessage() + "); nothing was changed, try again later", cause);
    }
}
