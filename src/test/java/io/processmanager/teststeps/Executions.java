package io.processmanager.teststeps;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** What steps have executed, by a key that is an argument of the step. */
public final class Executions {

    private static final Map<String, List<String>> BY_KEY = new ConcurrentHashMap<>();

    private Executions() {
    }

    static void add(String key, String what) {
        BY_KEY.computeIfAbsent(key, any -> new CopyOnWriteArrayList<>()).add(what);
    }

    /** In the order of execution. */
    public static List<String> of(String key) {
        return List.copyOf(BY_KEY.getOrDefault(key, List.of()));
    }
}
