package io.processmanager.runner;

import java.util.concurrent.atomic.AtomicBoolean;

/** Tells administrators once that the database is away, and once that it is back, however often the runner asks in between. */
final class DatabaseHealth {

    private final AtomicBoolean away = new AtomicBoolean();

    void failed(Exception failure) {
        if (away.compareAndSet(false, true)) {
            RunnerLog.warning("The database does not answer; the runner tries again until it does, and nothing is lost: " + failure.getMessage());
        }
    }

    void worked() {
        if (away.compareAndSet(true, false)) {
            RunnerLog.info("The database answers again; the runner goes on");
        }
    }
}
