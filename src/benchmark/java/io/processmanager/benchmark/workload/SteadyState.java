package io.processmanager.benchmark.workload;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;

import io.processmanager.benchmark.result.Metric;

/** Starts and executions at the same time. */
final class SteadyState implements Workload {

    private static final int THREADS = 4;
    private static final int BACKLOG = 1_000;
    private static final double MICROS = 1e6;

    @Override
    public String letter() {
        return Metric.STEADY_RATE.workload();
    }

    @Override
    public void measure(Session session) {
        session.settle();
        long finishedBefore = session.finishedSteps();
        session.node().tell("forget");
        JsonObject load = session.node().tell("steady", "threads", THREADS, "seconds", session.scale().steadySeconds(), "backlog", BACKLOG);
        session.verify("finished steps", finishedBefore + load.getInt("processes"), session.finishedSteps());
        Latencies latencies = Latencies.of(load.getJsonArray("latencies").getValuesAs(JsonNumber.class).stream().mapToLong(JsonNumber::longValue));
        session.verify("latencies", load.getInt("processes"), latencies.count());
        session.measured(Metric.STEADY_RATE, load.getInt("endedMeanwhile") * MICROS
                / (load.getJsonNumber("ended").longValue() - load.getJsonNumber("began").longValue()));
        session.measured(Metric.STEADY_MEDIAN, latencies.percentile(50));
        session.measured(Metric.STEADY_95, latencies.percentile(95));
        session.measured(Metric.STEADY_99, latencies.percentile(99));
    }
}
