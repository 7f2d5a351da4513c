package io.processmanager.execution.attempt;

import io.processmanager.capture.OutputSink;
import io.processmanager.view.LogLine;

/** Receives reports of a running step, on the step's threads. */
public interface StepReports extends OutputSink {

    /** Ignores all reports, for synchronous execution. */
    StepReports NONE = new StepReports() {
        @Override
        public void progress(int percent, String message) {
            // ignored
        }

        @Override
        public void printed(LogLine.Stream stream, CharSequence text) {
            // ignored
        }

        @Override
        public void line(LogLine.Stream stream, String text) {
            // ignored
        }
    };

    /**
     * @param percent 0 to 100
     * @param message current activity; may be null
     */
    void progress(int percent, String message);
}
