package io.processmanager.rest.following;

import io.processmanager.rest.representation.ProcessRepresentation;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;

/**
 * A process at one revision, in the words that all who follow it get.
 *
 * @param revision counts its changes
 * @param state its state
 * @param json all of it
 */
public record ProcessSnapshot(long revision, ProcessState state, String json) {

    /**
     * @param process as it was looked up
     * @return the same in words
     */
    public static ProcessSnapshot of(ProcessInfo process) {
        return new ProcessSnapshot(process.progress().revision(), process.state(), ProcessRepresentation.whole(process).toString());
    }
}
