package io.processmanager.execution;

import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Cuts what lies below a step off the stack traces of its failure. How the thread came to execute it is of no interest to its author; and the batch runtime executes each
 * step of a job within the one before, so that it would be the longer the later the step comes.
 */
final class StepStack {

    private static final String BOUNDARY = StepRunner.class.getName();

    private StepStack() {
    }

    /**
     * @param failure what a step has thrown
     * @return the same; its stack trace, those of its causes and of what it suppresses end with the step
     */
    static Throwable cut(Throwable failure) {
        cut(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
        return failure;
    }

    private static void cut(Throwable failure, Set<Throwable> done) {
        if (failure == null || !done.add(failure)) {
            return;
        }
        StackTraceElement[] frames = failure.getStackTrace();
        int end = end(frames);
        if (end < frames.length) {
            failure.setStackTrace(Arrays.copyOf(frames, end));
        }
        cut(failure.getCause(), done);
        for (Throwable suppressed : failure.getSuppressed()) {
            cut(suppressed, done);
        }
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
        return frame.getClassName().startsWith(BOUNDARY);
    }
}
