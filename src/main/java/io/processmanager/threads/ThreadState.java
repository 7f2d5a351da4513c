package io.processmanager.threads;

import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.MDC;
import org.jboss.logging.NDC;

/**
 * Snapshot of the current thread before an attempt, since the thread executes other steps too. Restore on the same
 * thread.
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

    /** Copied: some implementations return the live map. */
    private static Map<String, Object> diagnosticContext() {
        Map<String, Object> now = MDC.getMap();
        return now.isEmpty() ? Map.of() : new HashMap<>(now);
    }

    /** Call first: the rest of the clean-up needs a thread that the container knows. */
    public void restoreThread() {
        // The interrupt was meant for the step.
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

    /** @return whether this JVM allows thread-locals to be restored; if not, the thread should not be reused */
    public static boolean isRestorable() {
        return ThreadLocalMaps.areReachable();
    }

    /** Call last: until then the container may need variables that it set itself. */
    public void restoreVariables() {
        MDC.clear();
        diagnosticContext.forEach(MDC::put);
        NDC.setMaxDepth(diagnosticDepth);
        variables.restore();
        inheritableVariables.restore();
    }
}
