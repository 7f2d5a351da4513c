package io.processmanager.store.lookup;

import io.processmanager.view.ProcessInfo.Compensation;
import io.processmanager.view.ProcessState;
import java.util.Optional;

/**
 * How far the compensation of a process is, as stored with it.
 *
 * @param endsAs the end after it; null for a process without compensation
 * @param step the step whose compensation is next, from 0, or was cancelled; null before the first and after the last
 * @param firstRun the number of the first run after its beginning; null before
 * @param failed how many compensations were given up
 */
record CompensationProgress(ProcessState endsAs, Integer step, Integer firstRun, int failed) {

    boolean isBegun() {
        return firstRun != null;
    }

    /** @return empty if there is none, or if it was requested and there was nothing to compensate */
    Optional<Compensation.Status> status(ProcessState process) {
        if (endsAs == null || process.isEnded() && !isBegun()) {
            return Optional.empty();
        }
        return Optional.of(!process.isEnded() ? Compensation.Status.RUNNING
                : step != null ? Compensation.Status.CANCELLED
                : failed > 0 ? Compensation.Status.FAILED : Compensation.Status.COMPLETED);
    }
}
