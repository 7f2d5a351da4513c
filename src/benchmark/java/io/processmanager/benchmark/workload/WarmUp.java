package io.processmanager.benchmark.workload;

import io.processmanager.benchmark.result.Metric;
import java.util.concurrent.TimeUnit;

/** Has a system do what is measured, so that it is measured as it is when it has been up for a while. */
public final class WarmUp {

    private static final int STEADY_SECONDS = 4;

    private final Session session;

    /**
     * What has come of it.
     *
     * @param seconds how long it has taken
     * @param rounds how many rounds that were
     * @param compiling for which part of the last round the compiler was at work; more than 1 if several of its threads were
     */
    public record Outcome(double seconds, int rounds, double compiling) {
    }

    /** @param session what is warmed up */
    public WarmUp(Session session) {
        this.session = session;
    }

    /**
     * Before the first run: until the compiler is quiet, or the next round would not end within the time for all of it. A server has a lot to compile; systems
     * that have less are measured the sooner.
     */
    public Outcome untilCompiled() {
        CompilerWatch compiler = new CompilerWatch();
        long limit = TimeUnit.SECONDS.toNanos(session.scale().warmUpSeconds());
        long began = System.nanoTime();
        int rounds = 0;
        long taken;
        long round;
        do {
            long before = System.nanoTime();
            long compiledBefore = compilationMillis();
            round();
            round = System.nanoTime() - before;
            compiler.round(compilationMillis() - compiledBefore, round);
            rounds++;
            taken = System.nanoTime() - began;
        } while (!compiler.isQuiet() && taken + round <= limit);
        return new Outcome(taken / 1e9, rounds, compiler.busy());
    }

    /** The load comes last: the statements are planned by then for tables that are not empty. */
    private void round() {
        session.clear();
        new Drain(Metric.DRAIN_THREE_STEPS, Scale::chains, 3).execute(session);
        new Drain(Metric.DRAIN, Scale::processes, 1).execute(session);
        Starts.warmUp(session);
        SteadyState.load(session, Math.min(STEADY_SECONDS, session.scale().warmUpSeconds()), SteadyState.BACKLOG / session.system().part());
    }

    /**
     * Before every run, and after what has filled the tables: what is measured next finds them empty but for a few processes, so that no statement is planned for
     * empty ones.
     */
    public void beforeRun() {
        session.clear();
        new Drain(Metric.DRAIN, scale -> scale.processes() / 10, 1).execute(session);
    }

    private long compilationMillis() {
        return session.node().tell("compilation").number("millis");
    }
}
