package io.processmanager.store.lookup;

import io.processmanager.store.entity.StoredError;
import io.processmanager.view.ProcessError;
import io.processmanager.view.RunInfo;
import io.processmanager.view.StepInfo.Attempt;
import java.util.Optional;

/** A run that is no checkpoint, as the look-up of a compensated process reads it. */
public record RunSummary(int stepIndex, int attempt, RunInfo.Status status, long startedAt, long finishedAt, int percent, String message, String storedError, int compensation) {

    /** The last run before the compensation, and the last one of each compensation. */
    static final String QUERY = "select new " + RunSummary.class.getName() + "(r.stepIndex, r.attempt, r.status, r.startedAt, r.finishedAt, r.percent, r.message, r.error,"
            + " r.compensation) from RunEntity r where r.pid = :pid and (r.compensation = 0 and r.number = :first - 1 or r.number in"
            + " (select max(x.number) from RunEntity x where x.pid = :pid and x.number >= :first and x.compensation = 1 group by x.stepIndex))";

    boolean isCompensation() {
        return compensation == 1;
    }

    Attempt shown() {
        return new Attempt(attempt, percent, Optional.ofNullable(message), ProcessSummary.instant(startedAt), ProcessSummary.instant(finishedAt));
    }

    Optional<ProcessError> error() {
        return Optional.ofNullable(storedError).map(StoredError::read);
    }
}
