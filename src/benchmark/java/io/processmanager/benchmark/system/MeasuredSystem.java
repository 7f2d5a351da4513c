package io.processmanager.benchmark.system;

import io.processmanager.testing.ServerKind;
import java.util.List;
import java.util.Optional;

/** A system that is measured. All of them have as many workers and as much memory. */
public interface MeasuredSystem {

    /** How many processes each executes at a time. */
    int WORKERS = 16;

    /** All of them, in the order of the table. */
    List<MeasuredSystem> ALL = List.of(
            new ProductSystem("wildfly", "WildFly", ServerKind.WILDFLY, true),
            new ProductSystem("payara", "Payara", ServerKind.PAYARA, true),
            new PeerSystem("db-scheduler", "db-scheduler", false, true, 1, 100),
            new PeerSystem("jobrunr", "JobRunr", true, false, 1, 5_000),
            new PeerSystem("quartz", "Quartz", false, false, 8, 100),
            new ProductSystem("wildfly-derby", "WildFly, Derby", ServerKind.WILDFLY, false),
            new ProductSystem("payara-derby", "Payara, Derby", ServerKind.PAYARA, false));

    /** @return the name by which it can be selected */
    String name();

    /** @return what it is called in the table */
    String title();

    /** @return whether it is the product, not a peer */
    boolean isProduct();

    /** @return whether it is held to something */
    default boolean hasTargets() {
        return isProduct() && usesPostgres();
    }

    /** @return whether it keeps its data in PostgreSQL */
    boolean usesPostgres();

    /** @return whether ended processes stay in its tables */
    boolean keepsEnded();

    /** @return whether the start on another node is measured */
    boolean hasOtherNode();

    /** @return the part of the processes that it is given, as the number by which they are divided: a slow one would take most of the time otherwise */
    int part();

    /** @return how often it is measured at most: Derby is compared with nothing, so one time is enough */
    default int mostRuns() {
        return usesPostgres() ? Integer.MAX_VALUE : 1;
    }

    /** @return the interval of its polls in milliseconds: pauses between starts vary by as much, else all starts would meet the polls at the same point */
    int pollMillis();

    /**
     * Starts a node and returns when it takes commands.
     *
     * @param node a name for the node, unlike that of any other that is or was up
     * @param database where it keeps its data; empty if it is not PostgreSQL
     * @return the node
     */
    Node start(String node, Optional<Databases.Database> database);
}
