package io.processmanager.benchmark.workload;

import io.processmanager.benchmark.result.Metric;
import io.processmanager.benchmark.system.MeasuredSystem;
import java.util.List;

/** Something to be measured. */
public interface Workload {

    /** All of them, in the order in which they are measured. */
    List<Workload> ALL = List.of(new Drain(Metric.DRAIN, Scale::processes, 1), new DrainWithEnded(), new Starts(), new StartLatency(),
            new Drain(Metric.DRAIN_THREE_STEPS, Scale::chains, 3), new SteadyState());

    /** @return the letter by which it can be selected */
    String letter();

    /**
     * @param system any system
     * @return whether it can be measured there
     */
    default boolean isFor(MeasuredSystem system) {
        return true;
    }

    /**
     * @return whether its figure is compared with that of the workload before, see {@link Turn}
     */
    default boolean isComparedWithTheOneBefore() {
        return false;
    }

    /**
     * Measures.
     *
     * @param session a system that nothing else is done with
     */
    void measure(Session session);
}
