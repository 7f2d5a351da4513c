package io.processmanager.runner;

import io.processmanager.runner.process.RunningProcess;
import io.processmanager.store.entity.Claim;
import io.processmanager.store.queue.Lane;
import io.processmanager.store.start.LocalClaims;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Claims processes started on this node while there is room and the queue is empty. They count as running from the
 * offer on.
 */
@ApplicationScoped
public class RunnerLocalClaims implements LocalClaims {

    @Inject
    Runner runner;

    @Inject
    ClaimedProcesses claimed;

    @Inject
    RunnerTimer timer;

    @Override
    public synchronized Reservation offer(int count, IntFunction<Claim> claims) {
        Optional<String> runnerId = runner.claimsAtOnce();
        int room = runnerId.isEmpty() ? 0 : Math.min(count, claimed.room());
        // Read all before counting any: an unreadable one must not leak others.
        List<Claim> read = IntStream.range(0, room).mapToObj(claims).toList();
        List<RunningProcess> taken = new ArrayList<>(read.stream().map(claimed::add).toList());
        if (runner.isHandingBack()) {
            // The stop awaits only earlier processes.
            taken.forEach(claimed::forget);
            taken.clear();
        }
        return new ReservedSlots(runnerId.orElse(null), taken);
    }

    @Override
    public void queued(Lane lane, long dueAt) {
        timer.queued(lane, dueAt);
    }

    private final class ReservedSlots implements Reservation {

        private final String runnerId;
        private final List<RunningProcess> processes;

        private ReservedSlots(String runnerId, List<RunningProcess> processes) {
            this.runnerId = runnerId;
            this.processes = processes;
        }

        @Override
        public int count() {
            return processes.size();
        }

        @Override
        public void keep(int count) {
            List<RunningProcess> others = processes.subList(count, processes.size());
            others.forEach(claimed::forget);
            others.clear();
        }

        @Override
        public String runnerId() {
            return runnerId;
        }

        @Override
        public void committed() {
            begin(claimed::startSoon);
        }

        @Override
        public void reportedCommitted() {
            begin(claimed::startWhenDurable);
        }

        private void begin(Consumer<RunningProcess> way) {
            processes.forEach(way);
            if (runner.isHandingBack()) {
                runner.handBackAll();
            } else if (!processes.isEmpty()) {
                timer.startWaiting();
            }
        }

        @Override
        public void notCommitted() {
            processes.forEach(claimed::forget);
            if (!processes.isEmpty()) {
                timer.wake();
            }
        }
    }
}
