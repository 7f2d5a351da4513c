package io.processmanager.database.schema;

import io.processmanager.ProcessManagerException;

/** This deployment cannot work with the tables and does not start. */
public class IncompatibleSchemaException extends ProcessManagerException {

    IncompatibleSchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
