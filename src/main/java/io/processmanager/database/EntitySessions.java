package io.processmanager.database;

import org.eclipse.persistence.config.SessionCustomizer;
import org.eclipse.persistence.sessions.DatasourceLogin;
import org.eclipse.persistence.sessions.JNDIConnector;
import org.eclipse.persistence.sessions.Login;
import org.eclipse.persistence.sessions.Session;
import org.eclipse.persistence.sessions.server.ServerSession;

/**
 * Lets queries use either data source and fail at once while the database is away: EclipseLink would try three times,
 * five seconds apart, while a client waits. The pool validates connections.
 */
public class EntitySessions implements SessionCustomizer {

    @Override
    public void customize(Session session) {
        session.getLogin().setQueryRetryAttemptCount(0);
        session.getLogin().setConnectionHealthValidatedOnError(false);
        if (session.getLogin().shouldUseExternalTransactionController()) {
            route(session.getLogin());
            // Payara reads outside transactions from another data source.
            if (session instanceof ServerSession server && server.getReadConnectionPool() != null) {
                route(server.getReadConnectionPool().getLogin());
            }
        }
    }

    private static void route(Login login) {
        if (login instanceof DatasourceLogin known) {
            known.setConnector(new JNDIConnector(new RoutedConnections()));
        }
    }
}
