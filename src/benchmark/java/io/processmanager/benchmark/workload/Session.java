package io.processmanager.benchmark.workload;

import java.util.function.ObjDoubleConsumer;

import io.processmanager.benchmark.result.Metric;
import io.processmanager.benchmark.system.MeasuredSystem;
import io.processmanager.benchmark.system.Node;
import io.processmanager.benchmark.system.StartedSystem;

/**
 * A started system on an otherwise empty database, in one run.
 *
 * @param started the system
 * @param label a name for what is started in addition, unlike that of any other system or run
 * @param scale how much is done
 * @param result takes the figures
 */
public record Session(StartedSystem started, String label, Scale scale, ObjDoubleConsumer<Metric> result) {

    /** @return the system */
    public MeasuredSystem system() {
        return started.system();
    }

    Node node() {
        return started.node();
    }

    /** Empties the tables of ended processes. */
    void clear() {
        node().tell("clear");
    }

    /** Starts a second node on the same database. */
    Node startOther() {
        return system().start(label + "-other", started.database());
    }

    /** Lets the database do what it would have to do sooner or later. */
    void settle() {
        started.settle();
    }

    void measured(Metric metric, double value) {
        result.accept(metric, value);
    }

    /** How many processes have not ended. */
    long waiting() {
        return node().tell("counts").number("waiting");
    }

    /** How many steps the successfully ended processes have. */
    long finishedSteps() {
        return node().tell("counts").number("finishedSteps");
    }

    /** @throws IllegalStateException if the numbers are not equal: the figures would prove nothing then */
    void verify(String what, long expected, long found) {
        if (expected != found) {
            throw new IllegalStateException(system().name() + ": there should be " + expected + " " + what + ", but there are " + found);
        }
    }
}
