package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Backends of the database are ended while they commit. PostgreSQL completes the commit, and then reports nothing but the end of the connection. */
@ExtendWith(ClusterExtension.class)
class EndedBackendsFaultIT {

    private static final Duration LONGEST = Duration.ofSeconds(90);
    private static final Duration INTERVAL = Duration.ofMillis(20);
    private static final int ENOUGH = 100;

    /** Whatever commits takes 60 ms then, so that many are about to when the signal comes. */
    private static final List<String> SLOW_COMMITS = List.of("alter system set commit_delay = 60000", "alter system set commit_siblings = 0", "select pg_reload_conf()");
    private static final List<String> ORDINARY_COMMITS = List.of("alter system reset commit_delay", "alter system reset commit_siblings", "select pg_reload_conf()");

    /** As soon as several commit, everything that is under way ends. */
    private static final String END_ALL = """
            select sum(case when pg_terminate_backend(pid) and query ilike 'commit%' then 1 else 0 end) from pg_stat_activity
            where backend_type = 'client backend' and state <> 'idle' and pid <> pg_backend_pid()
                and (select count(*) from pg_stat_activity where state = 'active' and query ilike 'commit%') >= 3""";

    @Test
    void whoIsToldThatNothingWasChangedMayTryAgain(Cluster cluster) {
        ToldChanges told = ToldChanges.prepare(cluster);
        long endedCommits = 0;
        configure(cluster, SLOW_COMMITS);
        try (told) {
            told.begin();
            long end = System.nanoTime() + LONGEST.toNanos();
            while (endedCommits < ENOUGH && System.nanoTime() - end < 0) {
                Rhythm.pause(INTERVAL);
                endedCommits += cluster.sql.count(END_ALL);
            }
        } finally {
            configure(cluster, ORDINARY_COMMITS);
        }
        List<String> complaints = told.complaints();
        Figures.print("ended backends", "ended while they committed " + endedCommits + ", " + told.figures() + ", complaints " + complaints.size());
        assertEquals(List.of(), complaints);
        assertTrue(endedCommits >= ENOUGH, "only " + endedCommits + " commits were hit: nothing was tested");
    }

    private static void configure(Cluster cluster, List<String> statements) {
        statements.forEach(cluster.sql::run);
    }
}
