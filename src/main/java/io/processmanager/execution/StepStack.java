package io.processmanager.execution;

import java.util.Arrays;

/**
 * Removes the frames below a step from stack traces. They do not concern its author, and grow with each step, as the
 * batch runtime nests the steps of a job.
 */
final class StepStack {

    private static final String BOUNDARY = StepRunner.class.getName();

    private StepStack() {
    }

    static StackTraceElement[] cut(StackTraceElement[] frames) {
        int end = end(frames);
        return end < frames.length ? Arrays.copyOf(frames, end) : frames;
    }

    /** Searches from the bottom: the step may itself have called a step executor. */
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
