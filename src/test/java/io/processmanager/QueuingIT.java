package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.queue.Queuing;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessInfo.Turn;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a process says about its turn is stored, shown and obeyed. */
final class QueuingIT extends InSharedDeployment {

    private final String mark = UUID.randomUUID().toString().substring(0, 8);

    private static ManagedProcess.Builder quick(String name) {
        return ManagedProcess.named(name).step("a", StepSpec.ofType("merge", Map.of()));
    }

    @Test
    void turnIsShownAsItWasGiven() {
        Instant before = Instant.now().plusSeconds(3_599);
        String pid = processes.start(quick("turn").queuing(Queuing.in("imports").withPriority(7).withDelay(Duration.ofHours(1)).withUniqueKey(mark).withConcurrencyKey("tenant-3")
                .withTags("nightly", "é 😀 'x'")).build());

        Turn turn = processes.getProcessInfo(pid).turn();
        assertEquals(new Turn("imports", 7, turn.due(), Optional.of(mark), Optional.of("tenant-3"), List.of("nightly", "é 😀 'x'"), Optional.empty(), Optional.empty(), Optional.empty()), turn);
        assertTrue(turn.due().orElseThrow().isAfter(before), turn::toString);
        remove(pid);
    }

    @Test
    void ordinaryProcessHasTheDefaults() {
        ProcessInfo info = execute(quick("ordinary"));

        assertEquals(new Turn("default", 4, Optional.of(info.times().created()), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), Optional.empty(), Optional.empty()), info.turn());
    }

    @Test
    void delayedProcessWaitsUntilItIsDue() {
        ProcessInfo delayed = execute(quick("delayed").queuing(Queuing.DEFAULT.withDelay(Duration.ofMillis(700))));
        ProcessInfo timed = execute(quick("timed").queuing(Queuing.DEFAULT.withRunAt(Instant.now().plusMillis(700))));

        for (ProcessInfo info : List.of(delayed, timed)) {
            assertEquals(ProcessState.FINISHED, info.state());
            assertFalse(info.times().started().orElseThrow().isBefore(info.turn().due().orElseThrow()), info::toString);
        }
    }

    @Test
    void mixedBatchIsStartedAsAWhole() {
        List<String> pids = processes.startAll(List.of(quick("one").build(), quick("two").queuing(Queuing.in("named").withTags(mark)).build(), quick("three").build(),
                quick("four").queuing(Queuing.DEFAULT.withDelay(Duration.ofMillis(300))).build()));

        for (String pid : pids) {
            assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        }
        assertEquals(List.of(mark), processes.getProcessInfo(pids.get(1)).turn().tags());
    }

    @Test
    void listIsNarrowedByQueueAndTagBesideEverythingElse() {
        String queue = "q-" + mark;
        String tag = "t-" + mark;
        String both = processes.start(quick("Both " + mark).queuing(Queuing.in(queue).withTags(tag)).build());
        String onlyQueue = processes.start(quick("Queue " + mark).queuing(Queuing.in(queue).withDelay(Duration.ofHours(1))).build());
        String onlyTag = processes.start(quick("Tag " + mark).queuing(Queuing.DEFAULT.withTags("other", tag)).build());
        awaitEnd(both);
        awaitEnd(onlyTag);

        ProcessQuery inQueue = ProcessQuery.ALL.withQueue(queue);
        ProcessQuery tagged = ProcessQuery.ALL.withTag(tag);
        assertEquals(List.of(onlyQueue, both), pids(inQueue));
        assertEquals(List.of(onlyTag, both), pids(tagged));
        assertEquals(List.of(both), pids(inQueue.withTag(tag)));
        assertEquals(List.of(onlyTag), pids(tagged.withQueue("default")));
        assertEquals(List.of(onlyQueue), pids(inQueue.withState(ProcessState.QUEUED)));
        assertEquals(List.of(both), pids(inQueue.withState(ProcessState.FINISHED)));
        assertEquals(List.of(onlyTag, both), pids(tagged.withState(ProcessState.FINISHED)));
        assertEquals(List.of(), pids(tagged.withState(ProcessState.FAILED)));
        assertEquals(List.of(onlyTag), pids(ProcessQuery.ALL.withQueue("default").withState(ProcessState.FINISHED).withName("Tag " + mark)));
        assertEquals(List.of(both), pids(inQueue.withName("Both " + mark)));
        assertEquals(List.of(both), pids(inQueue.withText("both " + mark)));
        assertEquals(List.of(both), pids(tagged.withText(both.substring(0, 30))));
        assertEquals(List.of(), pids(ProcessQuery.ALL.withQueue("nobody's")));

        List<ProcessInfo> first = processes.list(inQueue.withLimit(1)).items();
        assertEquals(List.of(onlyQueue), first.stream().map(ProcessInfo::pid).toList());
        assertEquals(List.of(both), pids(inQueue.withAfter(processes.list(inQueue.withLimit(1)).next().orElseThrow())));
        assertEquals(queue, first.get(0).turn().queue());
        remove(onlyQueue);
    }

    private List<String> pids(ProcessQuery query) {
        return processes.list(query).items().stream().map(ProcessInfo::pid).toList();
    }
}
