package io.processmanager.store.start;

import io.processmanager.queue.Queuing;
import io.processmanager.store.change.ProcessChanges;
import io.processmanager.store.change.UncommittedChanges;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.queue.Lane;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Processes started with one commit: inserted as claimed as far as this node's runner has slots; all concerned are
 * notified at the end.
 */
final class StartedTogether {

    private static final System.Logger LOG = System.getLogger(StartedTogether.class.getName());

    private final UncommittedChanges uncommitted;
    private final ProcessChanges changes;
    private final LocalClaims runner;
    private final List<String> pids = new ArrayList<>();
    private final List<ProcessEntity> unsent = new ArrayList<>();
    private final Map<Lane, Long> queuedFrom = new HashMap<>();
    private final Map<Lane, Set<Long>> dueLater = new HashMap<>();
    private Optional<LocalClaims.Reservation> taken = Optional.empty();

    /** The outcome of the transaction. */
    enum End {
        COMMITTED,

        /**
         * According to a transaction manager. If the connection breaks during commit, Narayana reports a hazardous
         * outcome to the caller and COMMITTED to synchronizations ({@code StatusConverter}), whatever was committed.
         */
        REPORTED_COMMITTED,

        /** Or unknown. */
        NOT_COMMITTED
    }

    @FunctionalInterface
    interface Insertion {

        /**
         * @param processes at least one
         * @param claimedBy the runner that claims them; empty to queue them
         * @return how many were inserted as claimed, from the first
         */
        int insert(List<ProcessEntity> processes, Optional<String> claimedBy) throws SQLException;
    }

    @FunctionalInterface
    interface KeyedInsertion {

        /** @return the pid of the living process that has the key; empty if this one was inserted */
        Optional<String> insert(ProcessEntity process) throws SQLException;
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

    /**
     * Inserts a process at once that has a unique key, to learn whether a living process has it.
     *
     * @return the pid of that one; empty if the process was inserted
     */
    Optional<String> insertUnlessLiving(ProcessEntity process, KeyedInsertion insertion) throws SQLException {
        uncommitted.begin(process.pid());
        boolean inserted = false;
        try {
            Optional<String> holder = insertion.insert(process);
            inserted = holder.isEmpty();
            if (inserted) {
                pids.add(process.pid());
                noteDue(process);
            }
            return holder;
        } finally {
            if (!inserted) {
                uncommitted.end(process.pid());
            }
        }
    }

    /** Inserts what was added since the last call. */
    void insert(Insertion insertion) throws SQLException {
        insertQueued(unsent, insertion);
        unsent.clear();
    }

    /** Likewise, immediately before the commit; offers them to the runner. */
    void insertAtLast(Insertion insertion) throws SQLException {
        if (!unsent.isEmpty()) {
            // Those that cannot be claimed at once come last, and before them those that are not ordinary.
            unsent.sort(Comparator.comparing((ProcessEntity process) -> !mayBeClaimed(process)).thenComparing(process -> !process.turn().isOrdinary()));
            int claimable = (int) unsent.stream().filter(StartedTogether::mayBeClaimed).count();
            LocalClaims.Reservation some = runner.offer(claimable, number -> ClaimedRow.ofNew(unsent.get(number)).parse());
            taken = Optional.of(some);
            int claimed = some.count() == 0 ? 0 : insertion.insert(unsent.subList(0, some.count()), Optional.of(some.runnerId()));
            some.keep(claimed);
            insertQueued(unsent.subList(claimed, unsent.size()), insertion);
            unsent.clear();
        }
    }

    /** Other queues may have limits. */
    private static boolean mayBeClaimed(ProcessEntity process) {
        return process.isDueAtOnce() && process.turn().queue().equals(Queuing.DEFAULT_QUEUE);
    }

    private void insertQueued(List<ProcessEntity> some, Insertion insertion) throws SQLException {
        if (!some.isEmpty()) {
            some.forEach(this::noteDue);
            insertion.insert(some, Optional.empty());
        }
    }

    private void noteDue(ProcessEntity process) {
        if (process.isDueAtOnce()) {
            queuedFrom.merge(process.turn().lane(), process.dueAt(), Math::min);
        } else {
            dueLater.computeIfAbsent(process.turn().lane(), lane -> new TreeSet<>()).add(process.dueAt());
        }
    }

    void transactionEnded(End end) {
        try {
            tell(end);
        } catch (RuntimeException untold) {
            // A stopping server may throw anything; callers must still learn the outcome.
            LOG.log(System.Logger.Level.WARNING, "The runner could not be told of new processes; it finds them the next time it looks at the database: " + untold);
        }
    }

    /** Ends the uncommitted changes first: the runner is quick. */
    private void tell(End end) {
        pids.forEach(uncommitted::end);
        if (end == End.NOT_COMMITTED) {
            taken.ifPresent(LocalClaims.Reservation::notCommitted);
            return;
        }
        pids.forEach(changes::changed);
        taken.ifPresent(end == End.COMMITTED ? LocalClaims.Reservation::committed : LocalClaims.Reservation::reportedCommitted);
        queuedFrom.forEach(runner::queued);
        dueLater.forEach((lane, times) -> times.forEach(time -> runner.queued(lane, time)));
    }
}
