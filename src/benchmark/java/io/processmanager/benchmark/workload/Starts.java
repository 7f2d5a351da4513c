package io.processmanager.benchmark.workload;

import jakarta.json.JsonObject;

import io.processmanager.benchmark.result.Metric;

/** How fast processes are started, one by one and in bulk, while nothing is executed. */
final class Starts implements Workload {

    private static final int THREADS = 8;
    private static final int BATCH = 1_000;
    private static final double MICROS = 1e6;

    @Override
    public String letter() {
        return Metric.START_EACH.workload();
    }

    @Override
    public void measure(Session session) {
        int processes = session.scale().processes();
        session.node().tell("pause");
        session.settle();
        session.measured(Metric.START_EACH, rate(session, session.node().tell("start-each", "threads", THREADS, "processes", processes, "steps", 1)));
        session.settle();
        session.measured(Metric.START_ALL, rate(session, session.node().tell("start-all", "processes", processes, "batch", BATCH, "steps", 1)));
        session.node().tell("resume");
    }

    private static double rate(Session session, JsonObject times) {
        int processes = session.scale().processes();
        session.verify("waiting processes", processes, session.waiting());
        session.node().tell("discard");
        session.verify("waiting processes", 0, session.waiting());
        return processes * MICROS / (times.getJsonNumber("ended").longValue() - times.getJsonNumber("began").longValue());
    }
}
