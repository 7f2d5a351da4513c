package io.processmanager.benchmark.workload;

import java.util.function.ToIntFunction;

import jakarta.json.JsonObject;

import io.processmanager.benchmark.result.Metric;

/**
 * How fast a full queue is worked off: from the beginning of the first step to the last durable end.
 *
 * @param metric what is measured by it
 * @param number how many processes are waiting
 * @param steps how many steps each of them has
 */
record Drain(Metric metric, ToIntFunction<Scale> number, int steps) implements Workload {

    private static final int BATCH = 1_000;
    private static final double MICROS = 1e6;

    @Override
    public String letter() {
        return metric.workload();
    }

    @Override
    public void measure(Session session) {
        session.measured(metric, execute(session));
    }

    /** @return how many processes were executed in a second */
    double execute(Session session) {
        int processes = number.applyAsInt(session.scale());
        long finishedBefore = session.finishedSteps();
        session.node().tell("pause");
        session.node().tell("start-all", "processes", processes, "batch", BATCH, "steps", steps);
        session.verify("waiting processes", processes, session.waiting());
        session.settle();
        session.node().tell("forget");
        session.node().tell("resume");
        JsonObject begun = session.node().tell("await-steps", "steps", processes * steps);
        JsonObject end = session.node().tell("await-end");
        session.verify("finished steps", finishedBefore + (long) processes * steps, end.getJsonNumber("finishedSteps").longValue());
        session.verify("executed steps", (long) processes * steps, end.getJsonNumber("begun").longValue());
        return processes * MICROS / (end.getJsonNumber("ended").longValue() - begun.getJsonNumber("first").longValue());
    }
}
