package io.processmanager.definition.shape;

import java.util.concurrent.Callable;

/**
 * Calls code of step authors. Whatever class loader it leaves with the thread, what follows finds that of the deployment: without it, Payara finds none of our beans, and what has come
 * of the step could not even be written.
 */
public final class ForeignCode {

    private ForeignCode() {
    }

    /**
     * @param code to be called
     * @return what it returns
     * @throws Exception what it throws
     */
    public static <T> T call(Callable<T> code) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader ours = thread.getContextClassLoader();
        try {
            return code.call();
        } finally {
            thread.setContextClassLoader(ours);
        }
    }
}
