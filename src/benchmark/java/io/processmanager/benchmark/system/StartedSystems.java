package io.processmanager.benchmark.system;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The systems that are up: each from when it is first asked for until it is closed, at the latest with all others. */
public final class StartedSystems implements AutoCloseable {

    private final Map<MeasuredSystem, StartedSystem> up = new LinkedHashMap<>();
    private final Function<MeasuredSystem, StartedSystem> starter;

    /** @param databases where they keep their data */
    public StartedSystems(Databases databases) {
        this(system -> StartedSystem.start(system, databases));
    }

    StartedSystems(Function<MeasuredSystem, StartedSystem> starter) {
        this.starter = starter;
    }

    /** @return the system, which is started if it is not up */
    public StartedSystem get(MeasuredSystem system) {
        return up.computeIfAbsent(system, starter);
    }

    /** Closes it if it is up. */
    public void close(MeasuredSystem system) {
        StartedSystem started = up.remove(system);
        if (started != null) {
            started.close();
        }
    }

    /**
     * Closes all that are up, even if one of them fails to.
     *
     * @throws IllegalStateException if some fail; it has their failures as suppressed ones
     */
    @Override
    public void close() {
        IllegalStateException failure = new IllegalStateException("not every system could be closed");
        for (MeasuredSystem system : List.copyOf(up.keySet())) {
            try {
                close(system);
            } catch (RuntimeException | AssertionError e) {
                failure.addSuppressed(e);
            }
        }
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }
}
