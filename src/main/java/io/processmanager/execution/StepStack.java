package io.processmanager.execution;

import java.util.Arrays;

/**
 * Cuts what lies below a step off the stack traces of its failure. How the thread came to execute it is of no interest to its author; and the batch runtime executes each
 * step of a job within the one before, so that it would be the longer the later the step comes.
 */
final class StepStack {

    private static final String BOUNDARY = StepRunner.class.getName();

    private StepStack() {
    }

    /**
     * @param frames the stack trace of what a step has thrown, or of a cause of it
     * @return as many of them as are the step's
     */
    static StackTraceElement[] cut(StackTraceElement[] frames) {
        int end = end(frames);
        return end < frames.length ? Arrays.copyOf(frames, end) : frames;
    }

    /** From below: the step may have called a step executor, and so us again. */
    private static int end(StackTraceElement[] frames) {
        int ours = frames.length;
        while (ours > 0 && !isOurs(frames[ours - 1])) {
            ours--;
        }
        int end = ours;
        while (end > 0 && isOurs(frames[end - 1])) {
            end--;
        }
        return ours == 0 ? frames.length : end;
    }

    private static boolean isOurs(StackTraceElement frame) {
        return frame != null && frame.getClassName().startsWith(BOUNDARY);
    }
}
