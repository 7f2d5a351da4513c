package io.processmanager.threads;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a server thread started while deployment code executes keeps for life: its class loader, and the permissions of
 * the code on the stack (a private field; see {@link ThreadLocalMaps}).
 */
public final class InheritedContext {

    /**
     * Threads of the JDK's default factory and timers. Servers execute no deployment code on them: their pools have
     * names.
     */
    private static final Pattern UNNAMED_THREAD = Pattern.compile("pool-\\d+-thread-\\d+|Timer-\\d+");

    private InheritedContext() {
    }

    /**
     * Makes the server's unnamed threads forget an ending deployment.
     *
     * @param deployment its class loader
     */
    public static void forget(ClassLoader deployment) {
        List<Thread> unnamed = Thread.getAllStackTraces().keySet().stream().filter(thread -> UNNAMED_THREAD.matcher(thread.getName()).matches()).toList();
        unnamed.stream().filter(thread -> thread.getContextClassLoader() == deployment)
                .forEach(thread -> thread.setContextClassLoader(ClassLoader.getSystemClassLoader()));
        if (!areAskedForPermissions()) {
            forgetPermissions(unnamed);
        }
    }

    @SuppressWarnings("removal")
    private static boolean areAskedForPermissions() {
        return System.getSecurityManager() != null;
    }

    /** All of them: whose code the permissions belong to cannot be seen. */
    private static void forgetPermissions(List<Thread> threads) {
        try {
            Class<?> permissions = Class.forName("java.security.AccessControlContext");
            MethodHandle setter = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup()).findSetter(Thread.class, "inheritedAccessControlContext", permissions)
                    .asType(MethodType.methodType(void.class, Thread.class, Object.class));
            for (Thread thread : threads) {
                setter.invokeExact(thread, (Object) null);
            }
        } catch (Throwable closed) {
            System.getLogger(InheritedContext.class.getName()).log(System.Logger.Level.DEBUG, "Threads of the server keep the classes of a deployment that has ended", closed);
        }
    }
}
