package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processmanager.queue.QueueInfo;
import io.processmanager.queue.QueueLimits;
import io.processmanager.queue.Queues;
import io.processmanager.queue.Queuing;
import io.processmanager.testing.Await;
import io.processmanager.view.ProcessCounts.InQueue;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Queues are limited, paused and looked at. */
final class LimitedQueuesIT extends InSharedDeployment {

    @Inject
    Queues queues;

    private final String queue = "q-" + UUID.randomUUID();
    private final List<String> started = new ArrayList<>();

    @AfterEach
    void resume() {
        queues.configure(queue, QueueLimits.NONE);
        queues.resume(queue);
        queues.configure("default", QueueLimits.NONE);
        queues.resume("default");
        started.forEach(this::awaitEnd);
    }

    private String start(double seconds, Queuing queuing) {
        String pid = processes.start(ManagedProcess.named("limited").step("delay", StepSpec.ofType("delay", seconds)).queuing(queuing).build());
        started.add(pid);
        return pid;
    }

    private List<ProcessInfo> awaitAll() {
        return started.stream().map(this::awaitEnd).toList();
    }

    /** How many have overlapped at most, by the times of the database. */
    private static int overlapping(List<ProcessInfo> ended) {
        return ended.stream().mapToInt(one -> (int) ended.stream().filter(other -> !other.times().started().orElseThrow().isAfter(one.times().started().orElseThrow())
                && other.times().finished().orElseThrow().isAfter(one.times().started().orElseThrow())).count()).max().orElse(0);
    }

    @Test
    void noMoreAreExecutedAtATimeThanTheLimitAllows() {
        queues.configure(queue, QueueLimits.NONE.withMaxConcurrent(2));
        IntStream.range(0, 8).forEach(i -> start(0.1, Queuing.in(queue)));

        List<ProcessInfo> ended = awaitAll();
        assertEquals(List.of(ProcessState.FINISHED), ended.stream().map(ProcessInfo::state).distinct().toList());
        assertEquals(2, overlapping(ended));
    }

    @Test
    void oneKeyDoesNotTakeThePlacesOfOthers() {
        queues.configure(queue, QueueLimits.NONE.withMaxConcurrent(4).withMaxConcurrentPerKey(1));
        IntStream.range(0, 5).forEach(i -> start(0.1, Queuing.in(queue).withConcurrencyKey("hot")));
        start(0.1, Queuing.in(queue).withConcurrencyKey("cold"));

        List<ProcessInfo> ended = awaitAll();
        assertEquals(1, overlapping(ended.subList(0, 5)));
        assertEquals(5, ended.get(5).times().finished().orElseThrow().compareTo(ended.get(4).times().finished().orElseThrow()) < 0 ? 5 : 0, "the cold one has overtaken");
    }

    @Test
    void limitOfTheDefaultQueueHoldsAlsoForWhatIsStartedHere() {
        queues.configure("default", QueueLimits.NONE.withMaxConcurrent(1));
        IntStream.range(0, 4).forEach(i -> start(0.1, Queuing.DEFAULT));

        assertEquals(1, overlapping(awaitAll()));
    }

    @Test
    void rateAllowsSoManyInAPeriod() {
        queues.configure(queue, QueueLimits.NONE.withRate(2, Duration.ofMillis(500)));
        IntStream.range(0, 5).forEach(i -> start(0, Queuing.in(queue)));

        List<ProcessInfo> ended = awaitAll();
        Duration took = Duration.between(ended.get(0).times().started().orElseThrow(), ended.get(4).times().started().orElseThrow());
        assertEquals(true, took.toMillis() >= 900, () -> "five took " + took);
    }

    @Test
    void nothingBeginsInAPausedQueueUntilItIsResumed() {
        queues.pause(queue);
        String pid = start(0, Queuing.in(queue));
        assertStays(pid, ProcessState.QUEUED, Duration.ofMillis(400));
        QueueInfo paused = queues.find(queue);
        assertEquals(new QueueInfo(queue, QueueLimits.NONE, true, 1, 0, paused.oldestDueAge()), paused);
        assertEquals(new InQueue(1, 0), processes.counts().byQueue().get(queue));
        queues.resume(queue);

        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        Await.until("the queue to be forgotten", LIMIT, () -> queues.list().stream().noneMatch(info -> info.name().equals(queue)));
    }

    @Test
    void changeOfLimitsIsPartOfTheCallersTransaction() throws Exception {
        transaction.begin();
        queues.pause(queue);
        transaction.rollback();
        assertEquals(false, queues.find(queue).paused());
        transaction.begin();
        queues.configure(queue, QueueLimits.NONE.withMaxConcurrent(3).withRate(10, Duration.ofSeconds(1)));
        queues.pause(queue);
        transaction.commit();

        QueueInfo info = queues.find(queue);
        assertEquals(QueueLimits.NONE.withMaxConcurrent(3).withRate(10, Duration.ofSeconds(1)), info.limits());
        assertEquals(true, info.paused());
    }

    /** A process that is executed already has a place when the limit is set. */
    @Test
    void whatIsExecutedAlreadyCounts() {
        String before = start(0.5, Queuing.in(queue));
        await(before, ProcessState.RUNNING);
        queues.configure(queue, QueueLimits.NONE.withMaxConcurrent(1));
        start(0, Queuing.in(queue));

        assertEquals(1, overlapping(awaitAll()));
    }

    @Test
    void wrongLimitsAreRefused() {
        InvalidSpecificationException refused = assertThrows(InvalidSpecificationException.class, () -> queues.configure("no name",
                QueueLimits.NONE.withMaxConcurrent(0).withMaxConcurrentPerKey(5).withRate(-1, Duration.ZERO)));
        assertEquals(List.of("name", "max_concurrent", "max_concurrent_per_key", "rate.count", "rate.period"), refused.violations().stream().map(Violation::field).toList());
    }

    @Test
    void highestPriorityBeginsFirst() {
        queues.configure(queue, QueueLimits.NONE.withMaxConcurrent(1));
        start(0.3, Queuing.in(queue));
        Map<Integer, String> byPriority = new java.util.HashMap<>();
        for (int priority : List.of(0, 4, 9)) {
            byPriority.put(priority, start(0, Queuing.in(queue).withPriority(priority)));
        }
        awaitAll();

        List<java.time.Instant> begun = List.of(9, 4, 0).stream().map(byPriority::get).map(pid -> processes.getProcessInfo(pid).times().started().orElseThrow()).toList();
        assertEquals(begun.stream().sorted().toList(), begun);
    }
}
