package io.processmanager.benchmark.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * What one system does before it is the turn of the next one: a workload, or several whose figures are compared. Those alternate, as the speed of a machine may be
 * another one some seconds later.
 *
 * @param workloads one or more
 */
public record Turn(List<Workload> workloads) {

    /**
     * @param workloads all that are to be measured, in their order
     * @return the turns, in the same order
     */
    public static List<Turn> of(List<Workload> workloads) {
        List<Turn> turns = new ArrayList<>();
        List<Workload> turn = new ArrayList<>();
        for (Workload workload : workloads) {
            if (!turn.isEmpty() && !workload.isComparedWithTheOneBefore()) {
                turns.add(new Turn(List.copyOf(turn)));
                turn.clear();
            }
            turn.add(workload);
        }
        turns.add(new Turn(List.copyOf(turn)));
        return turns;
    }

    /**
     * Measures what there is for this system.
     *
     * @param session the system
     */
    public void measure(Session session) {
        List<Workload> own = workloads.stream().filter(workload -> workload.isFor(session.system())).toList();
        int times = own.size() > 1 && session.system().hasTargets() ? session.scale().alternations() : 1;
        for (int time = 0; time < times; time++) {
            own.forEach(workload -> workload.measure(session));
        }
    }
}
