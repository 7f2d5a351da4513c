package io.processmanager.benchmark.workload;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjDoubleConsumer;

import io.processmanager.benchmark.result.Metric;
import io.processmanager.benchmark.system.Databases.Database;
import io.processmanager.benchmark.system.MeasuredSystem;
import io.processmanager.benchmark.system.Node;

/**
 * A started system on an otherwise empty database, in one run.
 *
 * @param system the system
 * @param label a name for its nodes, unlike that of any other system
 * @param node its node
 * @param database its database; empty if it is not PostgreSQL
 * @param scale how much is done
 * @param result takes the figures
 */
public record Session(MeasuredSystem system, String label, Node node, Optional<Database> database, Scale scale, ObjDoubleConsumer<Metric> result) {

    private static final int WARM_UP_THREADS = 4;
    private static final int WARM_UP_BACKLOG = 1_000;
    private static final int WARM_UP_ROUND_SECONDS = 4;

    /** While the compiler of the Java virtual machine is at work for so much of the time, it takes that time from what is measured. */
    private static final double COMPILING = 0.1;

    /**
     * Has the system do a bit of everything, until it is compiled or the time for that is over. A server has a lot to compile; systems that have less are measured
     * the sooner.
     */
    public void warmUp() {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(scale.warmUpSeconds());
        double compiling;
        do {
            long began = System.nanoTime();
            long compiledBefore = compilationMillis();
            node.tell("steady", "threads", WARM_UP_THREADS, "seconds", Math.min(WARM_UP_ROUND_SECONDS, scale.warmUpSeconds()), "backlog", WARM_UP_BACKLOG);
            new Drain(Metric.DRAIN_THREE_STEPS, all -> all.chains() / 10, 3).execute(this);
            new Drain(Metric.DRAIN, all -> all.processes() / 10, 1).execute(this);
            compiling = 1e6 * (compilationMillis() - compiledBefore) / (System.nanoTime() - began);
        } while (compiling > COMPILING && System.nanoTime() < limit);
    }

    private long compilationMillis() {
        return node.tell("compilation").number("millis");
    }

    /** Starts a second node on the same database. */
    Node startOther() {
        return system.start(label + "-other", database);
    }

    /** Lets the database do what it would have to do sooner or later. */
    void settle() {
        database.ifPresent(Database::settle);
    }

    void measured(Metric metric, double value) {
        result.accept(metric, value);
    }

    /** How many processes have not ended. */
    long waiting() {
        return node.tell("counts").number("waiting");
    }

    /** How many steps the successfully ended processes have. */
    long finishedSteps() {
        return node.tell("counts").number("finishedSteps");
    }

    /** @throws IllegalStateException if the numbers are not equal: the figures would prove nothing then */
    void verify(String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException(system.name() + ": there should be " + expected + " " + what + ", but there are " + found);
        }
    }
}
