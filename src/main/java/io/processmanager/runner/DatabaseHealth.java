package io.processmanager.runner;

import io.processmanager.store.DatabaseRefusal;
import java.util.HashSet;
import java.util.Set;

/** Tells administrators once that the database is away, and once that it is back, however often and for whatever the runner asks in between. */
final class DatabaseHealth {

    /** Done so rarely that its next success would be waited for in vain. */
    private static final Set<String> RARE = Set.of("retention");

    private final Set<String> failing = new HashSet<>();

    synchronized void failed(String task, Exception failure) {
        if (failing.isEmpty()) {
            RunnerLog.warning("The database does not answer, or refuses (" + task + "); the runner tries again until it does, and nothing is lost: "
                    + DatabaseRefusal.explain(failure));
        }
        failing.add(task);
    }

    synchronized void worked(String task) {
        if (failing.remove(task) && RARE.containsAll(failing)) {
            failing.clear();
            RunnerLog.info("The database answers again; the runner goes on");
        }
    }
}
