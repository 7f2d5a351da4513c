package io.processmanager.benchmark.workload;

import io.processmanager.benchmark.result.Metric;
import io.processmanager.benchmark.system.Node.Answer;

/** How fast processes are started, one by one and in bulk, while nothing is executed. */
final class Starts implements Workload {

    private static final int THREADS = 8;
    /** By this the number of processes is divided for a round of the warm-up: rounds are short, and there are many. */
    private static final int WARM_UP_PART = 4;

    @Override
    public String letter() {
        return Metric.START_EACH.workload();
    }

    @Override
    public void measure(Session session) {
        int processes = session.scale().processes();
        session.node().tell("pause");
        session.settle();
        session.measured(Metric.START_EACH, each(session, "start-each", processes));
        session.settle();
        session.measured(Metric.COMMIT_EACH, each(session, "commit-each", processes));
        session.settle();
        session.measured(Metric.START_ALL, rate(session, processes, session.node().tell("start-all", "processes", processes, "batch", Drain.BATCH, "steps", 1)));
        session.node().tell("resume");
    }

    /** The starts with a commit for each, which no other workload has. */
    static void warmUp(Session session) {
        session.node().tell("pause");
        each(session, "commit-each", session.scale().processes() / WARM_UP_PART);
        session.node().tell("resume");
    }

    private static double each(Session session, String command, int processes) {
        return rate(session, processes, session.node().tell(command, "threads", THREADS, "processes", processes, "steps", 1));
    }

    private static double rate(Session session, int processes, Answer times) {
        session.verify("waiting processes", processes, session.waiting());
        session.node().tell("discard");
        session.verify("waiting processes", 0, session.waiting());
        return Interval.of(times).rate(processes);
    }
}
