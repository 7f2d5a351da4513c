package io.processmanager.view;

import io.processmanager.ProcessManager;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * How many processes there are.
 *
 * @param byState how many in each state; every state is there, in the order of {@link ProcessState}
 * @param estimated the states whose number is an estimate, see {@link ProcessManager#counts()}; the others are exact
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
