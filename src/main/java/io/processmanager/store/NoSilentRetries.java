package io.processmanager.store;

import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.sessions.Session;

/**
 * Lets a query fail at once when the database is away. EclipseLink would try three times, five seconds apart, while a client waits for the answer
 * that it had better try again later; connections are validated by the pool, which knows.
 */
public class NoSilentRetries implements SessionCustomizer {

    @Override
    public void customize(Session session) {
        session.getLogin().setQueryRetryAttemptCount(0);
        session.getLogin().setConnectionHealthValidatedOnError(false);
    }
}
