package io.processmanager.benchmark.workload;

import io.processmanager.benchmark.result.Metric;
import io.processmanager.benchmark.system.Node;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How long it takes from the call of start to the first line of the step, while there is nothing else to do: on the same node, and on another one. */
final class StartLatency implements Workload {

    private static final int FEWEST_SAMPLES = 5;
    private static final long PAUSE_MILLIS = 20;
    private static final double MEDIAN = 50;

    @Override
    public String letter() {
        return Metric.LATENCY_SAME_NODE.workload();
    }

    @Override
    public void measure(Session session) {
        session.settle();
        session.measured(Metric.LATENCY_SAME_NODE, sample(session, session.node()).percentile(MEDIAN));
        if (session.system().hasOtherNode()) {
            session.node().tell("pause");
            try (Node other = session.startOther()) {
                session.measured(Metric.LATENCY_OTHER_NODE, sample(session, other).percentile(MEDIAN));
            }
            session.node().tell("resume");
        }
    }

    private static Latencies sample(Session session, Node executing) {
        Latencies latencies = new Latencies();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(session.scale().sampleSeconds());
        while (latencies.count() < session.scale().samples() && (System.nanoTime() < deadline || latencies.count() < FEWEST_SAMPLES)) {
            executing.tell("forget");
            long call = session.node().tell("start").number("began");
            long begin = executing.tell("await-steps", "steps", 1).number("first");
            latencies.add(begin - call);
            executing.tell("await-end");
            idle(session);
        }
        return latencies;
    }

    /** A while, and not always the same. */
    private static void idle(Session session) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS + ThreadLocalRandom.current().nextLong(session.system().pollMillis())));
    }
}
