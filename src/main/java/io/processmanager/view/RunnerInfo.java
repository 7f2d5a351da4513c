package io.processmanager.view;

import java.time.Instant;
import java.util.Locale;
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
     * @param host the name of the host; empty for runners of earlier versions
     * @param osPid the process id of the server in its operating system
     * @param product the application server and its version; empty until the first heartbeat after the deployment
     * @param version the version of Process Manager; likewise
     */
    public record Server(String node, Optional<String> host, long osPid, Optional<String> product, Optional<String> version) {
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
     * @param heapShare used heap at the last heartbeat, garbage included, in percent of the maximum; empty if unknown
     * @param notClaiming why it claims nothing while its status is {@link Status#RUNNING}; empty if it claims
     */
    public record Load(int running, int capacity, Optional<Integer> heapShare, Optional<String> notClaiming) {
    }

    /** What a runner does, or how it has ended. */
    public enum Status {
        /** Claims and executes. */
        RUNNING,
        /** Claims nothing; processes that have begun go on. */
        PAUSED,
        /** Claims nothing, lets running steps end, queues their processes again, then ends. */
        DRAINING,
        /** Ended in an orderly way. */
        SUCCESS,
        /** Silent for longer than its lease; its processes were given to others. */
        TIMEOUT;

        /** @return the name in JSON */
        public String jsonName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** @return whether a runner of this status has ended */
        public boolean isEnded() {
            return this == SUCCESS || this == TIMEOUT;
        }
    }
}
