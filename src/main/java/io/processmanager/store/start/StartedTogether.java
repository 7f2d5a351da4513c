package io.processmanager.store.start;

import io.processmanager.store.change.ProcessChanges;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.ProcessEntity;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Processes that are started with one commit: those for which the runner of this node has room are inserted as claimed by it, and when all is over everybody learns of it.
 */
final class StartedTogether {

    private static final System.Logger LOG = System.getLogger(StartedTogether.class.getName());

    private final UncommittedChanges uncommitted;
    private final ProcessChanges changes;
    private final LocalClaims runner;
    private final List<String> pids = new ArrayList<>();
    private final List<ProcessEntity> unsent = new ArrayList<>();
    private long queuedFrom = Long.MAX_VALUE;
    private Optional<LocalClaims.Reservation> taken = Optional.empty();

    /** How the transaction that starts them has ended. */
    enum End {
        COMMITTED,

        /**
         * A transaction manager says so. Where the connection breaks during the commit, Narayana calls the outcome hazardous to the caller and COMMITTED to the
         * synchronizations ({@code StatusConverter}), whether or not anything was committed.
         */
        REPORTED_COMMITTED,

        /** Or nobody knows. */
        NOT_COMMITTED
    }

    /** Sends processes to the database. */
    @FunctionalInterface
    interface Insertion {

        /**
         * @param processes at least one
         * @param claimedBy the runner that holds a claim of them; empty if they are to wait in the queue
         */
        void insert(List<ProcessEntity> processes, Optional<String> claimedBy) throws SQLException;
    }

    StartedTogether(UncommittedChanges uncommitted, ProcessChanges changes, LocalClaims runner) {
        this.uncommitted = uncommitted;
        this.changes = changes;
        this.runner = runner;
    }

    void add(ProcessEntity process) {
        pids.add(process.pid());
        uncommitted.begin(process.pid());
        unsent.add(process);
    }

    /** Inserts what was added since the last time. */
    void insert(Insertion insertion) throws SQLException {
        insert(unsent, Optional.empty(), insertion);
        unsent.clear();
    }

    /** Likewise, immediately before the commit: what the runner takes now it will execute after it. */
    void insertAtLast(Insertion insertion) throws SQLException {
        if (!unsent.isEmpty()) {
            LocalClaims.Reservation some = runner.offer(unsent.size(), number -> unsent.get(number).firstClaim().parse());
            taken = Optional.of(some);
            insert(unsent.subList(0, some.count()), Optional.ofNullable(some.runnerId()), insertion);
            insert(unsent.subList(some.count(), unsent.size()), Optional.empty(), insertion);
            unsent.clear();
        }
    }

    private void insert(List<ProcessEntity> some, Optional<String> claimedBy, Insertion insertion) throws SQLException {
        if (!some.isEmpty()) {
            if (claimedBy.isEmpty()) {
                some.forEach(process -> queuedFrom = Math.min(queuedFrom, process.dueAt()));
            }
            insertion.insert(some, claimedBy);
        }
    }

    void transactionEnded(End end) {
        try {
            tell(end);
        } catch (RuntimeException untold) {
            // Whatever a server throws that goes down: the callers must learn what has become of their processes.
            LOG.log(System.Logger.Level.WARNING, "The runner could not be told of new processes; it finds them the next time it looks at the database: " + untold);
        }
    }

    /** First of all the changes are over for everybody: the runner is quick. */
    private void tell(End end) {
        pids.forEach(uncommitted::end);
        if (end == End.NOT_COMMITTED) {
            taken.ifPresent(LocalClaims.Reservation::notCommitted);
            return;
        }
        pids.forEach(changes::changed);
        taken.ifPresent(end == End.COMMITTED ? LocalClaims.Reservation::committed : LocalClaims.Reservation::reportedCommitted);
        if (queuedFrom < Long.MAX_VALUE) {
            runner.queued(queuedFrom);
        }
    }
}
