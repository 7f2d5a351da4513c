package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.queue.Queuing;
import io.processmanager.schedule.Schedule;
import io.processmanager.schedule.Schedule.Misfire;
import io.processmanager.schedule.Schedule.Overlap;
import io.processmanager.schedule.ScheduleInfo;
import io.processmanager.schedule.Schedules;
import io.processmanager.store.Tables;
import io.processmanager.testing.Await;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.WaitingSteps.Waits;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessPage;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Recurring processes: made, fired, paused, changed. */
final class SchedulesIT extends InSharedDeployment {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Inject
    Schedules schedules;

    private final String name = "it-" + UUID.randomUUID();

    private ManagedProcess process() {
        return ManagedProcess.named(name).step("a", StepSpec.ofType("merge", Map.of("x", 1))).build();
    }

    private List<ProcessInfo> started() {
        return processes.list(ProcessQuery.ALL.withSchedule(name).withLimit(500)).items();
    }

    private static int update(String sql, Object... parameters) {
        return Tables.update(sql, parameters);
    }

    @AfterEach
    void removeSchedule() {
        try {
            schedules.remove(name);
        } catch (ScheduleNotFoundException never) {
            // the test has made none, or removed it
        }
    }

    @Test
    void scheduleFiresAtEachOfItsTimesAndStartsOneProcessForEach() {
        assertTrue(schedules.put(name, Schedule.every(SECOND, process())));
        Instant first = schedules.get(name).nextAt().orElseThrow();

        List<ProcessInfo> found = Await.until("four processes", LIMIT, this::started, list -> list.size() >= 4);
        schedules.pause(name);

        List<Long> seconds = new ArrayList<>(found.stream().map(info -> Duration.between(first, info.times().created()).toMillis()).toList());
        seconds.sort(null);
        for (int i = 0; i < 4; i++) {
            assertEquals(i, seconds.get(i) / 1_000, () -> "started after " + seconds + " ms");
        }
        assertEquals(ProcessState.FINISHED, awaitEnd(found.get(0).pid()).state());
        ScheduleInfo info = schedules.get(name);
        assertEquals(started().get(0).pid(), info.last().pid().orElseThrow());
        assertTrue(info.last().fired().isPresent());
        assertTrue(info.last().error().isEmpty());
    }

    @Test
    void pausedScheduleFiresNotAndAResumedOneMakesUpForNothing() {
        schedules.put(name, Schedule.every(SECOND, process()));
        schedules.pause(name);
        assertTrue(schedules.get(name).paused());
        assertTrue(schedules.get(name).nextAt().isEmpty());
        int before = started().size();
        Await.until("two seconds to pass", LIMIT, () -> Tables.update("update schedule set revision = revision where name = ? and paused_at < (values (now_millis() - 2000))", name) == 1);
        assertEquals(before, started().size());

        schedules.resume(name);
        Instant next = schedules.get(name).nextAt().orElseThrow();
        Await.until("a process", LIMIT, this::started, list -> list.size() == before + 1);
        assertFalse(started().get(0).times().created().isBefore(next));
    }

    @Test
    void firingsThatWereMissedStartOneProcess() {
        schedules.put(name, Schedule.every(Duration.ofHours(1), process()));
        update("update schedule set anchored_at = anchored_at - 20000000, next_at = next_at - 20000000 where name = ?", name);

        Await.until("the process", LIMIT, this::started, list -> !list.isEmpty());
        assertEquals(1, started().size());
        assertTrue(schedules.get(name).nextAt().orElseThrow().isAfter(started().get(0).times().created()));
    }

    @Test
    void firingsThatWereMissedStartNoneIfTheyAreToBeSkipped() {
        schedules.put(name, Schedule.every(Duration.ofHours(1), process()).withMisfire(Misfire.SKIP));
        Instant before = schedules.get(name).nextAt().orElseThrow();
        update("update schedule set anchored_at = anchored_at - 20000000, next_at = next_at - 20000000 where name = ?", name);

        Await.until("the schedule to move on", LIMIT, () -> schedules.get(name), info -> info.last().fired().isPresent());
        assertEquals(List.of(), started());
        assertTrue(schedules.get(name).nextAt().orElseThrow().isBefore(before));
    }

    @Test
    void firingIsLeftOutWhileTheLastProcessLives() {
        ManagedProcess waiting = ManagedProcess.named(name).step("wait", StepSpec.of(Waits.class, Gate.closed().key())).build();
        schedules.put(name, Schedule.every(SECOND, waiting).withOverlap(Overlap.SKIP));
        Await.until("three firings", LIMIT, () -> schedules.get(name).last().fired().filter(fired -> !started().isEmpty()
                && fired.isAfter(started().get(0).times().created().plusSeconds(2))).isPresent());
        assertEquals(1, started().size());
        schedules.pause(name);

        assertFalse(schedules.run(name).isEmpty(), "by hand it starts all the same");
        assertEquals(2, started().size());
        letAllStepsGo();
        started().forEach(info -> assertEquals(ProcessState.FINISHED, awaitEnd(info.pid()).state()));
    }

    @Test
    void runStartsTheProcessAtOnceAndLeavesTheNextTimeAsItIs() {
        schedules.put(name, Schedule.cron("0 0 1 1 *", process()));
        ScheduleInfo before = schedules.get(name);

        String pid = schedules.run(name);

        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        assertEquals(pid, schedules.get(name).last().pid().orElseThrow());
        assertEquals(before.next(), schedules.get(name).next());
    }

    @Test
    void changesBelongToTheTransactionOfTheCaller() throws Exception {
        transaction.begin();
        schedules.put(name, Schedule.every(SECOND, process()));
        assertEquals("every second", schedules.get(name).description());
        transaction.rollback();
        assertThrows(ScheduleNotFoundException.class, () -> schedules.get(name));

        transaction.begin();
        assertTrue(schedules.put(name, Schedule.every(SECOND, process())));
        String pid = schedules.run(name);
        transaction.commit();
        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        assertFalse(schedules.put(name, Schedule.every(SECOND, process())));
    }

    @Test
    void scheduleWhoseStepTypeIsGoneStaysAndItsProcessFailsWithAClearError() {
        schedules.put(name, Schedule.every(SECOND, process()));
        schedules.pause(name);
        update("update schedule set process = '{\"name\":\"" + name + "\",\"timeout_ms\":1000,\"data\":{},\"specification\":{\"steps\":{\"a\":{\"type\":\"gone-step\"}}}}' where name = ?", name);
        int before = started().size();
        schedules.resume(name);

        ScheduleInfo info = Await.until("the error", LIMIT, () -> schedules.get(name), found -> found.last().error().isPresent());
        assertTrue(info.last().error().get().contains("there is no step type 'gone-step' in this deployment"), info.last().error().get());
        assertTrue(info.nextAt().isPresent());
        Await.until("its process", LIMIT, this::started, list -> list.size() > before);
        ProcessInfo failed = awaitEnd(info.last().pid().orElseThrow());
        assertEquals(ProcessState.FAILED, failed.state());
        assertTrue(failed.error().orElseThrow().message().contains("gone-step"), failed.error().toString());
        assertThrows(InvalidSpecificationException.class, () -> schedules.run(name));
    }

    @Test
    void scheduleThatCannotBeReadDoesNotDisturbOthers() {
        String other = name + "-unreadable";
        schedules.put(other, Schedule.every(SECOND, process()));
        update("update schedule set process = '{}' where name = ?", other);
        schedules.put(name, Schedule.every(SECOND, process()));

        Await.until("processes of the good one", LIMIT, this::started, list -> list.size() >= 2);
        Await.until("the error of the other one", LIMIT, () -> Tables.update("update schedule set revision = revision where name = ? and last_error is not null", other) == 1);
        schedules.remove(other);
    }

    @Test
    void processesAreFoundByTheirScheduleWithAnyOtherFilter() {
        schedules.put(name, Schedule.cron("0 0 1 1 *", process()));
        String first = schedules.run(name);
        String second = schedules.run(name);
        assertEquals(List.of(ProcessState.FINISHED, ProcessState.FINISHED), List.of(awaitEnd(first).state(), awaitEnd(second).state()));
        assertEquals(Optional.of(name), processes.getProcessInfo(first).turn().schedule());
        assertEquals(Optional.empty(), processes.getProcessInfo(processes.start(process())).turn().schedule());

        ProcessQuery query = ProcessQuery.ALL.withSchedule(name);
        List<String> both = Stream.of(first, second).sorted(Comparator.reverseOrder()).toList();
        for (ProcessQuery found : List.of(query, query.withState(ProcessState.FINISHED), query.withName(name), query.withText(name.substring(0, 9).toUpperCase(Locale.ROOT)),
                query.withQueue("default"), query.withState(ProcessState.FINISHED).withName(name).withText(name))) {
            assertEquals(both, processes.list(found).items().stream().map(ProcessInfo::pid).toList(), found.toString());
        }
        for (ProcessQuery nothing : List.of(query.withState(ProcessState.FAILED), query.withName("other"), query.withText("other"), query.withQueue("other"), query.withTag("other"),
                ProcessQuery.ALL.withSchedule("other"))) {
            assertEquals(List.of(), processes.list(nothing).items(), nothing.toString());
        }
        ProcessPage page = processes.list(query.withLimit(1));
        assertEquals(both.get(1), processes.list(query.withLimit(1).withAfter(page.next().orElseThrow())).items().get(0).pid());
    }

    @Test
    void processWithAUniqueKeyIsNotStartedTwiceByItsSchedule() {
        ManagedProcess waiting = ManagedProcess.named(name).step("wait", StepSpec.of(Waits.class, Gate.closed().key())).queuing(Queuing.DEFAULT.withUniqueKey(name)).build();
        schedules.put(name, Schedule.every(SECOND, waiting));
        Await.until("three firings", LIMIT, () -> schedules.get(name).last().fired().filter(fired -> !started().isEmpty()
                && fired.isAfter(started().get(0).times().created().plusSeconds(2))).isPresent());
        schedules.pause(name);

        assertEquals(1, started().size());
        String pid = started().get(0).pid();
        assertEquals(pid, schedules.get(name).last().pid().orElseThrow());
        assertEquals(pid, schedules.run(name));
        letAllStepsGo();
        awaitEnd(pid);
    }

    @Test
    void unknownSchedulesAreRefused() {
        assertThrows(ScheduleNotFoundException.class, () -> schedules.get(name));
        assertThrows(ScheduleNotFoundException.class, () -> schedules.remove(name));
        assertThrows(ScheduleNotFoundException.class, () -> schedules.pause(name));
        assertThrows(ScheduleNotFoundException.class, () -> schedules.resume(name));
        assertThrows(ScheduleNotFoundException.class, () -> schedules.run(name));
        assertThrows(InvalidSpecificationException.class, () -> schedules.list(null, 501));
    }
}
