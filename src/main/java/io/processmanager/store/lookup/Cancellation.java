package io.processmanager.store.lookup;

import io.processmanager.view.ProcessError;
import java.util.concurrent.CancellationException;

/** The error shown for a cancelled process. */
final class Cancellation {

    private Cancellation() {
    }

    static ProcessError error(String step, int attempt, String reason) {
        return ProcessError.of(step, attempt, CancellationException.class,
                reason == null || reason.isBlank() ? "Cancelled" : "Cancelled: " + reason);
    }
}
