package io.processmanager.benchmark.workload;

/**
 * How much is done.
 *
 * @param processes of one step, to be drained or started
 * @param chains processes of three steps, to be drained
 * @param drainSeconds how long what is drained for one figure lasts at least; full queues are drained one after the other until then
 * @param alternations how often figures of one system that are compared with each other are taken in each run
 * @param ended ended processes in the tables
 * @param samples starts whose latency is taken
 * @param sampleSeconds after which time no further sample is taken
 * @param steadySeconds how long the steady load lasts
 * @param warmUpSeconds how long each system is under load before its first run, at most; one round if that takes longer
 */
public record Scale(int processes, int chains, int drainSeconds, int alternations, int ended, int samples, int sampleSeconds, int steadySeconds, int warmUpSeconds) {

    /** That of the table. */
    public static final Scale FULL = new Scale(10_000, 3_000, 1, 3, 200_000, 100, 5, 30, 60);

    /** For a look whether everything works. */
    public static final Scale QUICK = new Scale(1_000, 300, 0, 1, 20_000, 20, 6, 3, 2);

    /**
     * @param part by which the numbers of processes are divided
     * @return for a slow system: less to do, for as long
     */
    public Scale dividedBy(int part) {
        return new Scale(processes / part, chains / part, drainSeconds, alternations, ended / part, samples, sampleSeconds, steadySeconds, warmUpSeconds);
    }
}
