package io.processmanager.threads;

import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.MDC;
import org.jboss.logging.NDC;

/**
 * What the current thread is like before an attempt of a step, so that it can be {@linkplain #restore put right} afterwards: the thread executes the steps of others, too.
 * That has to happen on the thread itself.
 */
public final class ThreadState {

    private final Thread thread = Thread.currentThread();
    private final ClassLoader contextClassLoader = thread.getContextClassLoader();
    private final String name = thread.getName();
    private final int priority = thread.getPriority();
    private final Thread.UncaughtExceptionHandler handler = thread.getUncaughtExceptionHandler();
    private final Map<String, Object> diagnosticContext = diagnosticContext();
    private final int diagnosticDepth = NDC.getDepth();
    private final ThreadLocals variables = ThreadLocals.now(ThreadLocalMaps.Kind.OWN);
    private final ThreadLocals inheritableVariables = ThreadLocals.now(ThreadLocalMaps.Kind.INHERITABLE);

    /** Some implementations hand out the very map. */
    private static Map<String, Object> diagnosticContext() {
        Map<String, Object> now = MDC.getMap();
        return now.isEmpty() ? Map.of() : new HashMap<>(now);
    }

    /** To be called first of all: what else is put right needs a thread that the container knows. */
    public void restoreThread() {
        // It was meant for the step.
        Thread.interrupted();
        thread.setContextClassLoader(contextClassLoader);
        if (thread.getPriority() != priority) {
            thread.setPriority(priority);
        }
        if (!name.equals(thread.getName())) {
            thread.setName(name);
        }
        if (thread.getUncaughtExceptionHandler() != handler) {
            thread.setUncaughtExceptionHandler(handler == thread.getThreadGroup() ? null : handler);
        }
    }

    /**
     * @return whether this Java virtual machine lets all of it be put right; if not, the thread-local variables stay as they are, and the thread should execute nothing
     *         else
     */
    public static boolean isRestorable() {
        return ThreadLocalMaps.areReachable();
    }

    /** To be called last of all: until then the container may need what it has itself put there. */
    public void restoreVariables() {
        MDC.clear();
        diagnosticContext.forEach(MDC::put);
        NDC.setMaxDepth(diagnosticDepth);
        variables.restore();
        inheritableVariables.restore();
    }
}
