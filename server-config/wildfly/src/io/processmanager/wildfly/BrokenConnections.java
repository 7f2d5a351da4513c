package io.processmanager.wildfly;

import java.io.Serializable;
import java.sql.SQLException;
import java.util.Set;
import org.jboss.jca.adapters.jdbc.spi.ExceptionSorter;

/**
 * Tells WildFly's pool which errors are the end of a connection. The sorter that WildFly has for PostgreSQL knows 08006 only: what the database ends in good order would stay
 * in the pool, and a commit that was made although its connection was ended would be reported as rolled back instead of as unknown.
 */
public final class BrokenConnections implements ExceptionSorter, Serializable {

    private static final long serialVersionUID = 1;

    private static final String CONNECTION_EXCEPTION = "08";

    /**
     * With what PostgreSQL ends a connection: by an administrator, a crash, while it starts or stops, with the database, after idling, and after idling in a transaction;
     * https://www.postgresql.org/docs/current/errcodes-appendix.html
     */
    private static final Set<String> ENDED = Set.of("57P01", "57P02", "57P03", "57P04", "57P05", "25P03");

    @Override
    public boolean isExceptionFatal(SQLException failure) {
        String state = failure.getSQLState();
        return state != null && (state.startsWith(CONNECTION_EXCEPTION) || ENDED.contains(state));
    }
}
