package io.processmanager.view;

import io.processmanager.ProcessManager;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The number of processes.
 *
 * @param byState the count of every state, in the order of {@link ProcessState}
 * @param byQueue the count in every queue that holds processes, and in the default one
 * @param estimated the states whose count is an estimate, see {@link ProcessManager#counts()}
 */
public record ProcessCounts(Map<ProcessState, Long> byState, Map<String, InQueue> byQueue, Set<ProcessState> estimated) {

    /**
     * @param queued how many wait for their turn, up to 10,000 of each priority on PostgreSQL
     * @param running how many are executed
     */
    public record InQueue(long queued, long running) {
    }


    public ProcessCounts {
        Map<ProcessState, Long> every = new EnumMap<>(ProcessState.class);
        for (ProcessState state : ProcessState.values()) {
            every.put(state, byState.getOrDefault(state, 0L));
        }
        byState = Collections.unmodifiableMap(every);
        byQueue = Collections.unmodifiableMap(new TreeMap<>(byQueue));
        Set<ProcessState> inOrder = EnumSet.noneOf(ProcessState.class);
        inOrder.addAll(estimated);
        estimated = Collections.unmodifiableSet(inOrder);
    }
}
