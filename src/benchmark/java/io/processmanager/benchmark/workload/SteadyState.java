package io.processmanager.benchmark.workload;

import io.processmanager.benchmark.result.Metric;
import io.processmanager.benchmark.system.Node.Answer;

/** Starts and executions at the same time. */
final class SteadyState implements Workload {

    private static final int THREADS = 4;
    static final int BACKLOG = 1_000;

    @Override
    public String letter() {
        return Metric.STEADY_RATE.workload();
    }

    @Override
    public void measure(Session session) {
        session.settle();
        long finishedBefore = session.finishedSteps();
        Answer load = load(session, session.scale().steadySeconds(), BACKLOG);
        session.verify("finished steps", finishedBefore + load.number("processes"), session.finishedSteps());
        Latencies latencies = Latencies.of(load.numbers("latencies"));
        session.verify("latencies", load.number("processes"), latencies.count());
        session.measured(Metric.STEADY_RATE, Interval.of(load).rate(load.number("endedMeanwhile")));
        session.measured(Metric.STEADY_MEDIAN, latencies.percentile(50));
        session.measured(Metric.STEADY_95, latencies.percentile(95));
        session.measured(Metric.STEADY_99, latencies.percentile(99));
    }

    /**
     * @param seconds for how long processes are started
     * @param backlog how many may wait
     * @return what has come of it
     */
    static Answer load(Session session, int seconds, int backlog) {
        session.node().tell("forget");
        return session.node().tell("steady", "threads", THREADS, "seconds", seconds, "backlog", backlog);
    }
}
