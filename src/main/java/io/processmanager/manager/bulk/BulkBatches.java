package io.processmanager.manager.bulk;

import io.processmanager.bulk.BulkAction;
import io.processmanager.database.SqlFailure;
import io.processmanager.database.transaction.OwnTransaction;
import io.processmanager.manager.ChangeAnnouncements;
import io.processmanager.store.BulkStore;
import io.processmanager.store.CallTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a bulk change batch by batch, each in one transaction with the position that it has reached. */
@ApplicationScoped
@OwnTransaction
public class BulkBatches {

    /** Locked and in memory together, with their specifications. */
    static final int MOST_CHANGED = 50;

    private static final System.Logger LOG = System.getLogger(BulkBatches.class.getName());

    @Inject
    BulkStore store;

    @Inject
    CallTransaction transaction;

    @Inject
    ChangeAnnouncements announcements;

    /**
     * @param position after a batch
     * @param isLast whether there was no further match
     */
    public record Batch(BulkPosition position, boolean isLast) {
    }

    /** @return the smallest of all pids; empty if there is no process */
    public Optional<String> oldest() {
        return transaction.reading(store::oldest);
    }

    /**
     * @param pid the process that makes the change
     * @param position where the last batch has ended
     */
    public Batch next(String pid, BulkChange change, BulkPosition position) {
        List<String> page = transaction.reading(() -> store.page(change.filter().withLimit(MOST_CHANGED).withAfter(position.after().orElse(null))));
        List<String> matches = page.stream().filter(match -> !match.equals(pid)).toList();
        return new Batch(matches.isEmpty() ? position : changed(pid, change, position, matches), page.size() < MOST_CHANGED);
    }

    /** If the lock of another transaction is in the way, all matches are tried alone, so that only the locked one is skipped. */
    private BulkPosition changed(String pid, BulkChange change, BulkPosition position, List<String> matches) {
        List<String> possible = transaction.reading(() -> store.possible(change.action(), matches));
        try {
            return changed(pid, change, position, matches, possible);
        } catch (RuntimeException failure) {
            if (possible.isEmpty() || SqlFailure.in(failure).filter(SqlFailure::isAboutOthers).isEmpty()) {
                throw failure;
            }
            if (matches.size() == 1) {
                LOG.log(System.Logger.Level.WARNING, "Bulk change {0} skips process {1}, as another transaction has locked it for too long: {2}", pid, matches.get(0), failure);
                return changed(pid, change, position, matches, List.of());
            }
        }
        BulkPosition reached = position;
        for (String match : matches) {
            reached = changed(pid, change, reached, List.of(match));
        }
        return reached;
    }

    /** @param possible those of the matches to lock and change */
    private BulkPosition changed(String pid, BulkChange change, BulkPosition position, List<String> matches, List<String> possible) {
        List<String> locked = Stream.concat(possible.stream(), Stream.of(pid)).sorted().toList();
        return transaction.changing(List.of(pid), () -> {
            List<String> changed = new ArrayList<>();
            announcements.announce(locked, () -> tell(change.action(), changed));
            changed.addAll(store.change(change.action(), store.lock(pid, input -> BulkPosition.parse(input).equals(position), possible), change.filter().state(),
                    change.reason().orElse(null)));
            BulkPosition reached = position.after(matches.get(matches.size() - 1), matches.size(), changed.size());
            store.keep(pid, reached.json());
            return reached;
        });
    }

    private void tell(BulkAction action, List<String> changed) {
        switch (action) {
            case RETRY -> announcements.queued();
            case CANCEL -> announcements.cancelled(changed);
            case DELETE -> { }
        }
    }
}
