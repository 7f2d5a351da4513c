package io.processmanager.execution.attempt;

import io.processmanager.view.LogLine;

/** Takes what a step says while it executes; called from the threads of the step. */
public interface StepReports {

    /** Listens to nothing. */
    StepReports NONE = new StepReports() {
        @Override
        public void progress(int percent, String message) {
            // a synchronous execution shows no progress
        }

        @Override
        public void line(LogLine.Stream stream, String text) {
            // a synchronous execution keeps no log
        }
    };

    /**
     * @param percent 0 to 100
     * @param message what the step is doing; may be null
     */
    void progress(int percent, String message);

    /**
     * @param stream where the line was written to
     * @param text the line
     */
    void line(LogLine.Stream stream, String text);
}
