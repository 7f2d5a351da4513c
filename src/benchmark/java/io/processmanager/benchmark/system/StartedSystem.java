package io.processmanager.benchmark.system;

import io.processmanager.benchmark.system.Databases.Database;
import java.util.Optional;

/**
 * A system that is up, on a database of its own: the same from its first run to its last, for a JVM that is started anew has to be compiled anew.
 *
 * @param system the system
 * @param node its node
 * @param database its database; empty if it is not PostgreSQL
 */
public record StartedSystem(MeasuredSystem system, Node node, Optional<Database> database) implements AutoCloseable {

    /** @return the system, up and at rest */
    static StartedSystem start(MeasuredSystem system, Databases databases) {
        Optional<Database> database = system.usesPostgres() ? Optional.of(databases.create(system.name().replace('-', '_'))) : Optional.empty();
        StartedSystem started = new StartedSystem(system, system.start(system.name(), database), database);
        try {
            started.rest();
            return started;
        } catch (RuntimeException refused) {
            // Nobody else knows it yet.
            started.close();
            throw refused;
        }
    }

    /** Lets the database do what it would have to do sooner or later. */
    public void settle() {
        database.ifPresent(Database::settle);
    }

    /**
     * Until {@link #wake()}, it leaves the machine to the others: no peer asks for work. The product goes on to do so, once in a second; its workers are held by
     * processes that wait, which would be no rest.
     */
    public void rest() {
        if (!system.isProduct()) {
            node.tell("pause");
        }
    }

    /** Ends {@link #rest()}. */
    public void wake() {
        if (!system.isProduct()) {
            node.tell("resume");
        }
    }

    @Override
    public void close() {
        try {
            node.close();
        } finally {
            database.ifPresent(Database::close);
        }
    }
}
