package io.processmanager.benchmark.workload;

import io.processmanager.benchmark.system.Node.Answer;

/**
 * A while, in microseconds since 1970.
 *
 * @param began when it began
 * @param ended when it ended
 */
record Interval(long began, long ended) {

    private static final double MICROS_PER_SECOND = 1e6;

    /** What a command has taken. */
    static Interval of(Answer answer) {
        return new Interval(answer.number("began"), answer.number("ended"));
    }

    /** @return its length */
    double seconds() {
        return (ended - began) / MICROS_PER_SECOND;
    }

    /** @return how many in a second, if there were so many meanwhile */
    double rate(long number) {
        return number / seconds();
    }
}
