package io.processmanager.store;

import io.processmanager.ProcessError;
import io.processmanager.ProcessInfo;
import io.processmanager.ProcessState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a list shows of a process: the columns without specification, data and outputs, which may be large. */
public record ProcessSummary(String pid, String name, ProcessState state, long revision, long createdAt, Long startedAt, Long finishedAt,
        long timeoutMillis, String stepName, int stepCount, int stepIndex, int attempt, int percent, String cancelReason, String error) {

    ProcessInfo toInfo() {
        return new ProcessInfo(pid, name, state, revision, Instant.ofEpochMilli(createdAt), instant(startedAt), instant(finishedAt),
                Duration.ofMillis(timeoutMillis), Optional.ofNullable(stepName), percentOfAll(), List.of(), Optional.empty(), whatWentWrong());
    }

    /** Only what failed or timed out has a stored error; that of a cancelled process is made of what the caller has said. */
    private Optional<ProcessError> whatWentWrong() {
        return state == ProcessState.CANCELLED ? Optional.of(Cancellation.error(stepName == null ? "" : stepName, attempt, cancelReason))
                : Optional.ofNullable(error).map(StoredError::read);
    }

    /** Every step counts the same. */
    int percentOfAll() {
        return state == ProcessState.FINISHED ? 100 : (int) ((stepIndex * 100L + (stepIndex < stepCount ? percent : 0)) / stepCount);
    }

    static Optional<Instant> instant(Long millis) {
        return Optional.ofNullable(millis).map(Instant::ofEpochMilli);
    }
}
