package io.processmanager.view;

import io.processmanager.ProcessManager;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The number of processes.
 *
 * @param byState the count of every state, in the order of {@link ProcessState}
 * @param estimated the states whose count is an estimate, see {@link ProcessManager#counts()}
 */
public record ProcessCounts(Map<ProcessState, Long> byState, Set<ProcessState> estimated) {

    public ProcessCounts {
        Map<ProcessState, Long> every = new EnumMap<>(ProcessState.class);
        for (ProcessState state : ProcessState.values()) {
            every.put(state, byState.getOrDefault(state, 0L));
        }
        byState = Collections.unmodifiableMap(every);
        Set<ProcessState> inOrder = EnumSet.noneOf(ProcessState.class);
        inOrder.addAll(estimated);
        estimated = Collections.unmodifiableSet(inOrder);
    }
}
