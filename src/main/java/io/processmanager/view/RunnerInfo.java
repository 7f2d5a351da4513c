package io.processmanager.view;

import java.time.Instant;
import java.util.Optional;

/**
 * A runner: one deployment on one node, from its start to its end.
 *
 * @param id its id, new at every start
 * @param node the name of the node
 * @param osPid the operating system's process id of the server
 * @param status its status
 * @param startedAt when it began
 * @param seenAt its last heartbeat
 * @param finishedAt when it stopped, or was found to be gone
 * @param running how many of the processes that have begun there are being executed now; what it has merely claimed ahead is queued
 * @param capacity how many it executes at a time at most
 */
public record RunnerInfo(String id, String node, long osPid, Status status, Instant startedAt, Instant seenAt, Optional<Instant> finishedAt,
        int running, int capacity) {

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
