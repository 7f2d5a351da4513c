package io.processmanager.database.schema;

import io.processmanager.ProcessManagerException;

/** The tables are not those that this deployment can work with; it does not start. */
public class IncompatibleSchemaException extends ProcessManagerException {

    IncompatibleSchemaException(String message, Throwable cause) {
        super(message, cause);
    }
}
