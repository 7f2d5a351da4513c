package io.processmanager.runner;

import io.processmanager.ProcessManagerException;

/** Names the error of a process whose transactional step could not be committed, again and again, for reasons that do not seem to be its own. */
final class UndecidedCommitException extends ProcessManagerException {

    UndecidedCommitException(String message) {
        super(message);
    }
}
