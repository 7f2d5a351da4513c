package io.processmanager.view;

import java.time.Instant;
import java.util.Optional;

/**
 * A runner: one deployment on one node, from start to end.
 *
 * @param id its id, new at every start
 * @param server where it runs
 * @param status its status
 * @param times its times
 * @param load its load
 */
public record RunnerInfo(String id, Server server, Status status, Times times, Load load) {

    /**
     * @param node the name of the node
     * @param osPid the process id of the server in its operating system
     */
    public record Server(String node, long osPid) {
    }

    /**
     * @param started when it started
     * @param seen its last heartbeat
     * @param finished when it stopped or was found lost; empty before
     */
    public record Times(Instant started, Instant seen, Optional<Instant> finished) {
    }

    /**
     * @param running the processes begun and executing; those claimed ahead are queued
     * @param capacity the maximum number at a time
     */
    public record Load(int running, int capacity) {
    }

    public enum Status {
        /** Claims and executes. */
        ACTIVE,
        /** Waits while another runner is the exclusive one. */
        STANDBY,
        /** Executes what it holds and claims no more. */
        DRAINING,
        /** Stopped in an orderly way. */
        STOPPED,
        /** Silent for longer than its lease; its processes were given to others. */
        LOST
    }
}
