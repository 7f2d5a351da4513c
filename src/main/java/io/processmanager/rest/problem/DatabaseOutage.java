package io.processmanager.rest.problem;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.HttpMethod;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Logs start and end of a database outage once each, however many requests fail. */
final class DatabaseOutage {

    private static final String ATTRIBUTE = DatabaseOutage.class.getName();

    /** A database may serve reads but refuse changes. */
    private enum Kind {
        READ, CHANGE;

        static Kind of(String method) {
            return method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD) ? READ : CHANGE;
        }
    }

    private final Logger log;
    private final Set<Kind> refused = EnumSet.noneOf(Kind.class);

    private DatabaseOutage(Logger log) {
        this.log = log;
    }

    /** @return the deployment's instance */
    static synchronized DatabaseOutage of(ServletContext context, Logger log) {
        return known(context).orElseGet(() -> {
            DatabaseOutage first = new DatabaseOutage(log);
            context.setAttribute(ATTRIBUTE, first);
            return first;
        });
    }

    /** @return likewise; empty if there was no outage yet */
    static Optional<DatabaseOutage> known(ServletContext context) {
        return Optional.ofNullable((DatabaseOutage) context.getAttribute(ATTRIBUTE));
    }

    synchronized void refused(String method, String path, Throwable reason) {
        if (refused.isEmpty()) {
            log.log(Level.WARNING, "The database does not do its part, so requests are refused until it does (503, database-unavailable), and nothing is changed by them. The first"
                    + " was {0} {1}: {2}. The level DEBUG of this logger shows each", method, path, reason);
        } else {
            log.log(Level.DEBUG, () -> method + " " + path + " was refused because of the database", reason);
        }
        refused.add(Kind.of(method));
    }

    /** @param method of a request the database served */
    synchronized void answered(String method) {
        boolean some = refused.remove(Kind.of(method));
        if (some && (refused.isEmpty() || Kind.of(method) == Kind.CHANGE)) {
            refused.clear();
            log.log(Level.INFO, "The database does its part again; requests are answered");
        }
    }
}
