package io.processmanager.benchmark.workload;

import io.processmanager.benchmark.result.Metric;
import io.processmanager.benchmark.system.Node.Answer;
import java.util.function.ToIntFunction;

/**
 * How fast a full queue is worked off: from the beginning of the first step to the last durable end. If that is a matter of a moment, another queue is drained, for
 * the figure would tell of that moment.
 *
 * @param metric what is measured by it
 * @param number how many processes are waiting
 * @param steps how many steps each of them has
 */
record Drain(Metric metric, ToIntFunction<Scale> number, int steps) implements Workload {

    /** How many are started by one call. */
    static final int BATCH = 1_000;

    @Override
    public String letter() {
        return metric.workload();
    }

    @Override
    public void measure(Session session) {
        long processes = 0;
        double seconds = 0;
        do {
            seconds += execute(session).seconds();
            processes += number.applyAsInt(session.scale());
        } while (seconds < session.scale().drainSeconds());
        session.measured(metric, processes / seconds);
    }

    /** @return how long one full queue took */
    Interval execute(Session session) {
        int processes = number.applyAsInt(session.scale());
        long finishedBefore = session.finishedSteps();
        session.node().tell("pause");
        session.node().tell("start-all", "processes", processes, "batch", BATCH, "steps", steps);
        session.verify("waiting processes", processes, session.waiting());
        session.settle();
        session.node().tell("forget");
        session.node().tell("resume");
        Answer begun = session.node().tell("await-steps", "steps", processes * steps);
        Answer end = session.node().tell("await-end");
        session.verify("finished steps", finishedBefore + (long) processes * steps, end.number("finishedSteps"));
        session.verify("executed steps", (long) processes * steps, end.number("begun"));
        return new Interval(begun.number("first"), end.number("ended"));
    }
}
