package io.processmanager.benchmark.workload;

import io.processmanager.benchmark.result.Metric;
import io.processmanager.benchmark.system.MeasuredSystem;

/** The same as with few ended processes, with many. The tables are left with few again. */
final class DrainWithEnded implements Workload {

    @Override
    public String letter() {
        return Metric.DRAIN_WITH_ENDED.workload();
    }

    @Override
    public boolean isFor(MeasuredSystem system) {
        return system.keepsEnded();
    }

    @Override
    public boolean isComparedWithTheOneBefore() {
        return true;
    }

    @Override
    public void measure(Session session) {
        session.node().tell("history", "processes", session.scale().ended());
        new Drain(Metric.DRAIN_WITH_ENDED, Scale::processes, 1).measure(session);
        new WarmUp(session).beforeRun();
    }
}
