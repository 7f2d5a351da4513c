package io.processmanager.threads;

import io.processmanager.threads.ThreadLocalMaps.Kind;

/**
 * Snapshot of the current thread's thread-locals of one kind, in table order. Those of JDK classes are left alone: they
 * are caches that no step can reach.
 */
final class ThreadLocals {

    private static final Class<?> WITH_INITIAL = ThreadLocal.withInitial(() -> null).getClass();

    private final Kind kind;
    private final Object[] entries;
    /** Keys of the entries, which lose theirs on removal; null in gaps. */
    private final ThreadLocal<?>[] variables;
    private final Object[] values;

    private ThreadLocals(Kind kind, Object[] entries, ThreadLocal<?>[] variables, Object[] values) {
        this.kind = kind;
        this.entries = entries;
        this.variables = variables;
        this.values = values;
    }

    /** @return those of the current thread, for use on it only */
    static ThreadLocals now(Kind kind) {
        Object[] entries = ThreadLocalMaps.table(kind).clone();
        ThreadLocal<?>[] variables = new ThreadLocal<?>[entries.length];
        Object[] values = new Object[entries.length];
        for (int i = 0; i < entries.length; i++) {
            if (entries[i] != null) {
                variables[i] = ThreadLocalMaps.variable(entries[i]);
                values[i] = ThreadLocalMaps.value(entries[i]);
            }
        }
        return new ThreadLocals(kind, entries, variables, values);
    }

    /** Removes added variables, and restores changed or removed ones. */
    void restore() {
        Object[] table = ThreadLocalMaps.table(kind);
        if (!hasChanged(table)) {
            return;
        }
        boolean[] unchanged = new boolean[variables.length];
        // Removing an entry moves others.
        for (Object entry : table.clone()) {
            ThreadLocal<?> variable = ThreadLocalMaps.variable(entry);
            if (variable != null && !isOfTheJdk(variable.getClass())) {
                int before = indexOf(variable);
                if (before < 0) {
                    ThreadLocalMaps.remove(kind, variable);
                } else {
                    unchanged[before] = ThreadLocalMaps.value(entry) == values[before];
                }
            }
        }
        for (int i = 0; i < variables.length; i++) {
            if (!unchanged[i] && variables[i] != null && !isOfTheJdk(variables[i].getClass())) {
                ThreadLocalMaps.set(kind, variables[i], values[i]);
            }
        }
    }

    /** Fast path: the table is mostly the same, slot by slot. */
    private boolean hasChanged(Object[] table) {
        boolean same = table.length == entries.length;
        for (int i = 0; same && i < table.length; i++) {
            same = table[i] == entries[i] && (table[i] == null || ThreadLocalMaps.value(table[i]) == values[i]);
        }
        return !same;
    }

    private int indexOf(ThreadLocal<?> variable) {
        for (int i = 0; i < variables.length; i++) {
            if (variables[i] == variable) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isOfTheJdk(Class<?> type) {
        return type.getClassLoader() == null && type != ThreadLocal.class && type != InheritableThreadLocal.class && type != WITH_INITIAL;
    }
}
