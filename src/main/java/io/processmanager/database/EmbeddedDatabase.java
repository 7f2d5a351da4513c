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
 * Shuts Derby down with the deployment that has used it last; the next connection boots it again. Its connections stay in the pool of the server, and keep what was there when
 * they were made and used first: the stack traces of a warning and of the parser, and with them the classes of the deployment, its standard output, and the permissions of
 * the thread that has booted the database.
 */
@ApplicationScoped
public class EmbeddedDatabase {

    private static final System.Logger LOG = System.getLogger(EmbeddedDatabase.class.getName());
    private static final String DRIVER = "org.apache.derby.jdbc.EmbeddedDriver";

    private static final String CONNECTION = "org.apache.derby.impl.jdbc.EmbedConnection";

    /** What Derby says when it is done. */
    private static final String SHUT_DOWN = "08006";

    /** Other deployments of this server that execute processes, and transactions of anybody but this statement. */
    private static final String OTHERS = """
            select (select count(*) from runner where finished_at is null and os_pid = ?) + (select count(*) from syscs_diag.transaction_table t
                where t.type = 'UserTransaction' and t.status = 'ACTIVE' and (t.sql_text is null or t.sql_text not like '%syscs_diag%')) from sysibm.sysdummy1
            """;

    @Inject
    Database database;

    /** To be called when this deployment needs the database no more. Does nothing where others need it, and on other databases. */
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
            // The driver belongs to the server, which has not put it on the class path of deployments everywhere.
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
     * As its classes were initialized, Derby has made exceptions for later use, and each remembers the stack of whoever used Derby first. They are given the stack of a thread
     * in which no code of the deployment is.
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
