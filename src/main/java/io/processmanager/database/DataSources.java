package io.processmanager.database;

import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.SQLException;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/**
 * Two data sources of one database. Steps and callers use {@code jdbc/ProcessManager}, where work joins their
 * transactions. Everything else uses {@code jdbc/ProcessManagerReserved}, whose connections no step can exhaust. The
 * persistence unit names both, so that a stopping server removes neither before the deployment has handed its
 * processes back.
 */
public final class DataSources {

    /** Of this deployment; persistence providers cannot be passed another. */
    public static final DataSources OF_SERVER = new DataSources();

    private static final String SHARED = "jdbc/ProcessManager";
    private static final String RESERVED = "jdbc/ProcessManagerReserved";

    /** WildFly's prefix, and other servers'. */
    private static final List<String> PREFIXES = List.of("java:/", "");
    private static final List<String> REGISTRIES = List.of("java:jboss/TransactionSynchronizationRegistry", "java:appserver/TransactionSynchronizationRegistry");

    /**
     * Selects Payara's data source for persistence providers, whose connections belong to the thread's transaction.
     * The ordinary ones belong to the calling component's, which Payara ends before it calls synchronizations: there
     * they would autocommit.
     */
    private static final Map<String, String> FOR_PERSISTENCE = Map.of("com.sun.enterprise.connectors.jndisuffix", "__pm");

    private final ThreadLocal<Boolean> ownCall = new ThreadLocal<>();

    private volatile TransactionSynchronizationRegistry transactions;
    private volatile DataSource shared;
    private volatile DataSource reserved;

    private DataSources() {
    }

    /**
     * @return the data source for the current thread's work
     * @throws SQLException if the server has none
     */
    DataSource current() throws SQLException {
        return isInTransactionOfCaller() ? shared() : reserved();
    }

    /**
     * @param call a transaction that begins within it is the process manager's own
     * @return its result
     */
    public Object calledWithin(Callable<Object> call) throws Exception {
        if (transactions().getTransactionKey() != null || ownCall.get() != null) {
            return call.call();
        }
        ownCall.set(Boolean.TRUE);
        try {
            return call.call();
        } finally {
            ownCall.remove();
        }
    }

    private boolean isInTransactionOfCaller() {
        return transactions().getTransactionKey() != null && ownCall.get() == null;
    }

    private TransactionSynchronizationRegistry transactions() {
        if (transactions == null) {
            try {
                transactions = lookUp(REGISTRIES, Map.of());
            } catch (NamingException otherServer) {
                throw new IllegalStateException("This server has none of " + REGISTRIES + "; the supported servers are WildFly and Payara", otherServer);
            }
        }
        return transactions;
    }

    private DataSource shared() throws SQLException {
        if (shared == null) {
            shared = named(SHARED);
        }
        return shared;
    }

    private DataSource reserved() throws SQLException {
        if (reserved == null) {
            reserved = named(RESERVED);
        }
        return reserved;
    }

    private static DataSource named(String dataSource) throws SQLException {
        try {
            return lookUp(names(dataSource), FOR_PERSISTENCE);
        } catch (NamingException missing) {
            throw new SQLException("There is no data source " + dataSource + " in this server; create it as the scripts in server-config do", missing);
        }
    }

    private static List<String> names(String dataSource) {
        return PREFIXES.stream().map(prefix -> prefix + dataSource).toList();
    }

    @SuppressWarnings("unchecked")
    private static <T> T lookUp(List<String> names, Map<String, String> environment) throws NamingException {
        NamingException last = null;
        for (String name : names) {
            try {
                return (T) new InitialContext(new Hashtable<>(environment)).lookup(name);
            } catch (NamingException notThere) {
                last = notThere;
            }
        }
        throw last;
    }
}
