package io.processmanager.view;

import java.time.Instant;
import java.util.Optional;

/**
 * A runner: one deployment on one node, from its start to its end.
 *
 * @param id its id, new at every start
 * @param server where it runs
 * @param status its status
 * @param times when it began, was last heard of and ended
 * @param load how much it executes
 */
public record RunnerInfo(String id, Server server, Status status, Times times, Load load) {

    /**
     * Where a runner runs.
     *
     * @param node the name of the node
     * @param osPid the operating system's process id of the server
     */
    public record Server(String node, long osPid) {
    }

    /**
     * The times of a runner.
     *
     * @param started when it began
     * @param seen its last heartbeat
     * @param finished when it stopped, or was found to be gone; empty before
     */
    public record Times(Instant started, Instant seen, Optional<Instant> finished) {
    }

    /**
     * How much a runner executes.
     *
     * @param running how many of the processes that have begun there are being executed now; what it has merely claimed
     *         ahead is queued
     * @param capacity how many it executes at a time at most
     */
    public record Load(int running, int capacity) {
    }

    /** What a runner does. */
    public enum Status {
        /** Claims and executes. */
        ACTIVE,
        /** Waits because another runner is the only one allowed. */
        STANDBY,
        /** Executes what it holds and claims no more. */
        DRAINING,
        /** Has stopped in an orderly way. */
        STOPPED,
        /** Has not been heard of for longer than the lease; its processes were given to others. */
        LOST
    }
}
