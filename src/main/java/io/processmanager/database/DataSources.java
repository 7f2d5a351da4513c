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
 * The two data sources, both of the same database. {@code jdbc/ProcessManager} is that of steps and callers: what is done here in a transaction of theirs is committed with it.
 * {@code jdbc/ProcessManagerReserved} has the connections that no step can take; everything else is done by these, so that the process manager goes on answering whatever
 * steps do. The persistence unit names both: a server that stops must take neither away before the deployment has handed its processes back.
 */
public final class DataSources {

    /** Of this deployment; persistence providers can be given no other. */
    public static final DataSources OF_SERVER = new DataSources();

    private static final String SHARED = "jdbc/ProcessManager";
    private static final String RESERVED = "jdbc/ProcessManagerReserved";

    /** The same resource under the names that WildFly and other servers find it by. */
    private static final List<String> PREFIXES = List.of("java:/", "");
    private static final List<String> REGISTRIES = List.of("java:jboss/TransactionSynchronizationRegistry", "java:appserver/TransactionSynchronizationRegistry");

    /**
     * Asks Payara for the data source that it gives to persistence providers, whose connections belong to the transaction of the thread. Those of the ordinary
     * one belong to that of the calling component, which is over for Payara before the synchronizations are called: they would commit by themselves there.
     */
    private static final Map<String, String> FOR_PERSISTENCE = Map.of("com.sun.enterprise.connectors.jndisuffix", "__pm");

    private final ThreadLocal<Boolean> ownCall = new ThreadLocal<>();

    private volatile TransactionSynchronizationRegistry transactions;
    private volatile DataSource shared;
    private volatile DataSource reserved;

    private DataSources() {
    }

    /**
     * @return the one for what the current thread does
     * @throws SQLException if the server has none
     */
    DataSource current() throws SQLException {
        return isInTransactionOfCaller() ? shared() : reserved();
    }

    /**
     * @param call what is called; if there is no transaction now, one that it begins is the process manager's own
     * @return what it returns
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
