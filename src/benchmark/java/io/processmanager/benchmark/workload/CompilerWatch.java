package io.processmanager.benchmark.workload;

import java.util.concurrent.TimeUnit;

/** Whether the compiler of a Java virtual machine has come to rest. It works in bursts, so one quiet round is not enough. */
final class CompilerWatch {

    /** While it is at work for so much of the time, it takes that time from what is measured. */
    private static final double BUSY = 0.05;
    private static final int QUIET_ROUNDS = 2;

    private int quietRounds;
    private double busy;

    /**
     * @param compilationMillis how long it was at work
     * @param nanos of how long
     */
    void round(long compilationMillis, long nanos) {
        busy = (double) TimeUnit.MILLISECONDS.toNanos(compilationMillis) / nanos;
        quietRounds = busy < BUSY ? quietRounds + 1 : 0;
    }

    boolean isQuiet() {
        return quietRounds >= QUIET_ROUNDS;
    }

    /** @return for which part of the last round it was at work; more than 1 if several of its threads were */
    double busy() {
        return busy;
    }
}
