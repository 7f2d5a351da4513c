package io.processmanager.store.lookup;

/** What a look-up shows of a step that has ended, without its output, which may be large. */
public record CompletedStepSummary(int stepIndex, int attempt, long startedAt, long finishedAt, String message, int outputBytes) {

    /** How a query selects one. */
    static final String NEW = "new io.processmanager.store.lookup.CompletedStepSummary(s.stepIndex, s.attempt, s.startedAt, s.finishedAt, s.message, s.outputBytes)";
}
