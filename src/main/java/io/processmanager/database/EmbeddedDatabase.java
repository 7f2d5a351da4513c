package io.processmanager.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Shuts Derby down with its last deployment; the next connection boots it. Otherwise pooled connections retain the
 * stack traces of a warning and the parser, and through them the deployment's classes, its standard output, and the
 * permissions of the booting thread.
 */
@ApplicationScoped
public class EmbeddedDatabase {

    private static final System.Logger LOG = System.getLogger(EmbeddedDatabase.class.getName());
    private static final String DRIVER = "org.apache.derby.jdbc.EmbeddedDriver";

    private static final String CONNECTION = "org.apache.derby.impl.jdbc.EmbedConnection";

    /** SQL state of a completed shutdown. */
    private static final String SHUT_DOWN = "08006";

    /** Counts other deployments of this server that execute processes, and transactions other than this query. */
    private static final String OTHERS = """
            select (select count(*) from runner where finished_at is null and os_pid = ?) + (select count(*) from syscs_diag.transaction_table t
                where t.type = 'UserTransaction' and t.status = 'ACTIVE' and (t.sql_text is null or t.sql_text not like '%syscs_diag%')) from sysibm.sysdummy1
            """;

    @Inject
    Database database;

    /** Call when this deployment needs the database no more. No effect if others use it, or on other databases. */
    public void leave() {
        try {
            if (database.dialect() == Dialect.DERBY) {
                shutDownUnlessInUse();
            }
        } catch (SQLException | ReflectiveOperationException | InaccessibleObjectException failure) {
            LOG.log(Level.DEBUG, "The embedded database was not shut down; it goes on and keeps some memory", failure);
        }
    }

    private void shutDownUnlessInUse() throws SQLException, ReflectiveOperationException {
        String url;
        Driver driver;
        try (Connection connection = database.dataSource().getConnection()) {
            DatabaseMetaData derby = connection.getMetaData();
            // The server's driver is not on every deployment's class path.
            ClassLoader ofDerby = derby.getClass().getClassLoader();
            forgetFirstCaller(ofDerby);
            if (isUsedByOthers(connection)) {
                return;
            }
            url = derby.getURL();
            driver = ofDerby.loadClass(DRIVER).asSubclass(Driver.class).getConstructor().newInstance();
        }
        try {
            driver.connect(url + ";shutdown=true", new Properties());
        } catch (SQLException done) {
            if (!SHUT_DOWN.equals(done.getSQLState())) {
                throw done;
            }
        }
    }

    /**
     * Derby's classes create exceptions on initialization, with the stack of their first user. Refills them from a
     * thread without code of the deployment.
     */
    private static void forgetFirstCaller(ClassLoader derby) throws ReflectiveOperationException {
        for (Field field : derby.loadClass(CONNECTION).getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && Throwable.class.isAssignableFrom(field.getType())) {
                field.setAccessible(true);
                for (Throwable made = (Throwable) field.get(null); made != null; made = made.getCause()) {
                    new Thread(made::fillInStackTrace, "process-manager-derby").start();
                }
            }
        }
    }

    private static boolean isUsedByOthers(Connection connection) throws SQLException {
        try (PreparedStatement others = connection.prepareStatement(OTHERS)) {
            others.setLong(1, ProcessHandle.current().pid());
            try (ResultSet number = others.executeQuery()) {
                number.next();
                return number.getLong(1) > 0;
            }
        }
    }
}
