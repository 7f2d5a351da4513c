package io.processmanager.store.claim;

import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.queue.Lane;
import io.processmanager.store.queue.Turn.Start;
import io.processmanager.store.queue.Turn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The lanes in which something waits, as far as this node knows, and where the search in each begins: the due time of
 * its last claim, as everything due earlier is claimed. The index of the claim keeps entries of claimed processes until
 * cleanup, so searching from its beginning gets ever slower while a full queue is worked off.
 */
final class Lanes {

    private final NavigableMap<Lane, Long> dueFrom = new TreeMap<>();
    private final Set<Lane> told = new HashSet<>();
    private final Set<String> busy = new HashSet<>();
    /** Queues with limits from which nothing more can be claimed until something happens. */
    private final Set<String> blocked = new HashSet<>();
    private final Set<String> unblocked = new HashSet<>();
    /** Queues in which the present claim may have left something that is due earlier. */
    private final Set<String> passedOver = new HashSet<>();
    private boolean complete;
    private boolean foundNothing;
    private String lastServed = "";

    Lanes() {
        dueFrom.put(Lane.DEFAULT, 0L);
    }

    /** @param dueAt of something queued; 0 if unknown */
    synchronized void queued(Lane lane, long dueAt) {
        dueFrom.merge(lane, dueAt, Math::min);
        told.add(lane);
        busy.add(lane.queue());
        unblock(lane.queue());
    }

    /** Something of a queue with limits has ended, or was queued. */
    synchronized void unblock(String queue) {
        blocked.remove(queue);
        unblocked.add(queue);
    }

    /** Time has passed, or limits were changed. */
    synchronized void unblockAll() {
        unblocked.addAll(blocked);
        blocked.clear();
    }

    /** Nothing more can be claimed from this queue, unless something has happened since the claim began. */
    synchronized void block(String queue) {
        if (!unblocked.contains(queue)) {
            blocked.add(queue);
        }
    }

    /** In this queue, the next search begins where that of the present claim did. */
    synchronized void passedOver(String queue) {
        passedOver.add(queue);
    }

    /** Something may come back to this lane. */
    synchronized void known(Lane lane) {
        dueFrom.putIfAbsent(lane, 0L);
        told.add(lane);
    }

    /** Something may have been queued in any lane. */
    synchronized void queuedSomewhere() {
        complete = false;
    }

    /** @return whether all lanes must be looked for; {@link #found} or {@link #queuedSomewhere} must follow */
    synchronized boolean beginSearch() {
        boolean wanted = !complete;
        if (wanted) {
            unblockAll();
            complete = true;
            told.clear();
        }
        return wanted;
    }

    /** @param found all lanes in which something waits; others are forgotten, but for those told of since */
    synchronized void found(Collection<Lane> found) {
        foundNothing = found.isEmpty();
        dueFrom.keySet().removeIf(lane -> !found.contains(lane) && !told.contains(lane));
        found.forEach(lane -> dueFrom.put(lane, 0L));
        dueFrom.putIfAbsent(Lane.DEFAULT, 0L);
        busy.retainAll(dueFrom.keySet().stream().map(Lane::queue).collect(Collectors.toSet()));
    }

    /** @return whether nothing waits anywhere, as far as this node knows since its last search */
    synchronized boolean areEmpty() {
        return foundNothing && told.isEmpty();
    }

    /** @return all queues but those blocked, the one after that served last first; from now on collects what is queued during the claim, which may not see it */
    synchronized List<Turn> begin() {
        TreeMap<String, List<Start>> queues = new TreeMap<>();
        unblocked.clear();
        passedOver.clear();
        dueFrom.replaceAll((lane, from) -> {
            if (blocked.contains(lane.queue())) {
                return from;
            }
            queues.computeIfAbsent(lane.queue(), queue -> new ArrayList<>()).add(new Start(lane, from));
            return Long.MAX_VALUE;
        });
        List<Turn> turns = new ArrayList<>();
        queues.tailMap(lastServed, false).forEach((queue, lanes) -> turns.add(new Turn(queue, lanes)));
        queues.headMap(lastServed, true).forEach((queue, lanes) -> turns.add(new Turn(queue, lanes)));
        return turns;
    }

    /** @return how many of the queues have given something lately, or were told of; at least one */
    synchronized int busyAmong(List<Turn> turns) {
        return Math.max(1, (int) turns.stream().filter(turn -> busy.contains(turn.queue())).count());
    }

    /** @param claimed what was claimed of these turns */
    synchronized void end(List<Turn> turns, List<ClaimedRow> claimed) {
        Map<Lane, Long> last = claimed.stream().filter(row -> !passedOver.contains(row.lane().queue())).collect(Collectors.toMap(ClaimedRow::lane, ClaimedRow::dueAt, Math::max));
        Set<String> served = claimed.stream().map(row -> row.lane().queue()).collect(Collectors.toSet());
        for (Turn turn : turns) {
            turn.lanes().forEach(start -> dueFrom.merge(start.lane(), last.getOrDefault(start.lane(), start.dueFrom()), Math::min));
            if (served.contains(turn.queue())) {
                busy.add(turn.queue());
                lastServed = turn.queue();
            } else {
                busy.remove(turn.queue());
            }
        }
    }
}
