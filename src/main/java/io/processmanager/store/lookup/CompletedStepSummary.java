package io.processmanager.store.lookup;

/** A completed step as look-ups show it, without its output, which may be large. */
public record CompletedStepSummary(int stepIndex, int attempt, long startedAt, long finishedAt, String message, int outputBytes) {

    /** Its JPQL constructor expression. */
    static final String NEW = "new io.processmanager.store.lookup.CompletedStepSummary(s.stepIndex, s.attempt, s.startedAt, s.finishedAt, s.message, s.outputBytes)";
}
