package io.processmanager.threads;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;

/**
 * Thread-local maps, in private fields that both servers' default options open
 * ({@code --add-opens=java.base/java.lang=ALL-UNNAMED}). Removal bypasses {@code ThreadLocal.remove}, which a step's
 * subclass may override.
 */
final class ThreadLocalMaps {

    /** Null if not accessible. */
    private static final Access ACCESS = open();
    private static final Object[] NONE = {};

    enum Kind {
        OWN,
        /** Copied to the threads that the thread creates. */
        INHERITABLE
    }

    private ThreadLocalMaps() {
    }

    /** @return whether the JVM options allow access; if not, all maps appear empty and unchangeable */
    static boolean areReachable() {
        return ACCESS != null;
    }

    /** @return the live table of the current thread, with gaps; do not modify */
    static Object[] table(Kind kind) {
        Object map = map(kind);
        try {
            return map == null ? NONE : (Object[]) ACCESS.table().invokeExact(map);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @return null for a gap or a collected variable */
    static ThreadLocal<?> variable(Object entry) {
        return entry == null ? null : (ThreadLocal<?>) ((Reference<?>) entry).get();
    }

    static Object value(Object entry) {
        try {
            return (Object) ACCESS.value().invokeExact(entry);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static void set(Kind kind, ThreadLocal<?> variable, Object value) {
        Object map = map(kind);
        try {
            if (map != null) {
                ACCESS.set().invokeExact(map, variable, value);
            }
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static void remove(Kind kind, ThreadLocal<?> variable) {
        Object map = map(kind);
        try {
            if (map != null) {
                ACCESS.remove().invokeExact(map, variable);
            }
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param unstarted a thread that must not inherit from its creator */
    static void disinherit(Thread unstarted) {
        try {
            if (ACCESS != null) {
                ACCESS.setInherited().invokeExact(unstarted, (Object) null);
            }
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Object map(Kind kind) {
        try {
            Thread thread = Thread.currentThread();
            return ACCESS == null ? null : kind == Kind.OWN ? (Object) ACCESS.own().invokeExact(thread) : (Object) ACCESS.inherited().invokeExact(thread);
        } catch (Throwable impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Access open() {
        try {
            Class<?> map = Class.forName("java.lang.ThreadLocal$ThreadLocalMap");
            Class<?> entry = Class.forName("java.lang.ThreadLocal$ThreadLocalMap$Entry");
            MethodHandles.Lookup ofThread = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
            MethodHandles.Lookup ofMap = MethodHandles.privateLookupIn(map, MethodHandles.lookup());
            MethodHandle set = ofMap.findVirtual(map, "set", MethodType.methodType(void.class, ThreadLocal.class, Object.class));
            MethodHandle remove = ofMap.findVirtual(map, "remove", MethodType.methodType(void.class, ThreadLocal.class));
            return new Access(ofThread.findGetter(Thread.class, "threadLocals", map).asType(MethodType.methodType(Object.class, Thread.class)),
                    ofThread.findGetter(Thread.class, "inheritableThreadLocals", map).asType(MethodType.methodType(Object.class, Thread.class)),
                    ofThread.findSetter(Thread.class, "inheritableThreadLocals", map).asType(MethodType.methodType(void.class, Thread.class, Object.class)),
                    ofMap.findGetter(map, "table", entry.arrayType()).asType(MethodType.methodType(Object[].class, Object.class)),
                    ofMap.findGetter(entry, "value", Object.class).asType(MethodType.methodType(Object.class, Object.class)),
                    set.asType(set.type().changeParameterType(0, Object.class)), remove.asType(remove.type().changeParameterType(0, Object.class)));
        } catch (ReflectiveOperationException | RuntimeException closed) {
            return null;
        }
    }

    /** Record fields are constants for the JIT compiler, so calls are as fast as field access. */
    private record Access(MethodHandle own, MethodHandle inherited, MethodHandle setInherited, MethodHandle table, MethodHandle value, MethodHandle set,
            MethodHandle remove) {
    }
}
