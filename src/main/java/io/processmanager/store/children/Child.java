package io.processmanager.store.children;

import io.processmanager.view.ProcessState;
import java.util.Optional;

/**
 * A child process.
 *
 * @param position in its group, from 0
 * @param isOwn false if it lived before and was found by its unique key: it is awaited, but neither cancelled nor
 *         retried with this parent
 * @param name empty if the process was removed
 * @param state likewise
 */
public record Child(int position, String pid, boolean isOwn, Optional<String> name, Optional<ProcessState> state) {

    /** @return whether it has ended, or is gone */
    public boolean isEnded() {
        return state.map(ProcessState::isEnded).orElse(true);
    }

    /** @return whether it has ended, or is gone, without having finished */
    public boolean hasFailed() {
        return isEnded() && state.filter(ProcessState.FINISHED::equals).isEmpty();
    }
}
