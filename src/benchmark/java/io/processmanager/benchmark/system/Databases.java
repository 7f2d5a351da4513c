package io.processmanager.benchmark.system;

import io.processmanager.testing.PostgresServer;
import io.processmanager.testing.Sql;

/** One PostgreSQL for all, as durable as in production, with a database for each system. */
public final class Databases implements AutoCloseable {

    private final PostgresServer server = PostgresServer.start("benchmark");

    /**
     * @param name of the new database, in lower case letters, digits and underscores
     * @return the database, empty
     */
    public Database create(String name) {
        server.sql().execute("create database " + name);
        return new Database(name);
    }

    @Override
    public void close() {
        server.close();
    }

    /** A database of its own for one system. */
    public final class Database implements AutoCloseable {

        private final String name;

        private Database(String name) {
            this.name = name;
        }

        String url() {
            return server.url().replaceFirst("/postgres$", "/" + name);
        }

        String user() {
            return server.user();
        }

        String password() {
            return server.password();
        }

        /** Lets the database look at what is there now, and write what it owes to its files, so that neither is done while something is measured. */
        public void settle() {
            Sql sql = new Sql(url(), user(), password());
            sql.execute("vacuum analyze");
            sql.execute("checkpoint");
        }

        @Override
        public void close() {
            server.sql().execute("drop database " + name + " with (force)");
        }
    }
}
