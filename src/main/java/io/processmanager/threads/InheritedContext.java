package io.processmanager.threads;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.regex.Pattern;

/**
 * What a thread that the server happened to start while it executed code of a deployment has inherited of that, for as long as it lives: its class loader, and the permissions
 * of the code that was on the stack. Java has no other access to these than a private field; see {@link ThreadLocalMaps}.
 */
public final class InheritedContext {

    /** Of the JDK's own thread factory, and of its timers. No server executes code of a deployment on such a thread: its pools have names. */
    private static final Pattern UNNAMED_THREAD = Pattern.compile("pool-\\d+-thread-\\d+|Timer-\\d+");

    private InheritedContext() {
    }

    /**
     * Lets the unnamed threads of the server forget a deployment that ends.
     *
     * @param deployment its class loader
     */
    public static void forget(ClassLoader deployment) {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (UNNAMED_THREAD.matcher(thread.getName()).matches()) {
                if (thread.getContextClassLoader() == deployment) {
                    thread.setContextClassLoader(ClassLoader.getSystemClassLoader());
                }
                forgetPermissions(thread);
            }
        }
    }

    /** Without them, a thread has those of the code that it executes, which is the server's own. Nobody can see whose they are. */
    private static void forgetPermissions(Thread thread) {
        try {
            Class<?> permissions = Class.forName("java.security.AccessControlContext");
            MethodHandle setter = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup()).findSetter(Thread.class, "inheritedAccessControlContext", permissions);
            setter.asType(MethodType.methodType(void.class, Thread.class, Object.class)).invoke(thread, (Object) null);
        } catch (Throwable closed) {
            System.getLogger(InheritedContext.class.getName()).log(System.Logger.Level.DEBUG, "A thread of the server keeps the classes of a deployment that has ended", closed);
        }
    }
}
