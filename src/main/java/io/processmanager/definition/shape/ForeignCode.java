package io.processmanager.definition.shape;

import java.util.concurrent.Callable;

/**
 * Calls step code and restores the thread's context class loader, without which Payara would not find the deployment's
 * beans and the outcome could not be written.
 */
public final class ForeignCode {

    private ForeignCode() {
    }

    /**
     * @param code to call
     * @return its result
     * @throws Exception whatever it throws
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
