package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processmanager.testing.Await;
import io.processmanager.teststeps.FailingSteps.SucceedsAtAttempt;
import io.processmanager.teststeps.Gate;
import io.processmanager.teststeps.TalkingSteps.Reports;
import io.processmanager.teststeps.TalkingSteps.ReportsNonsense;
import io.processmanager.teststeps.TalkingSteps.ReportsOften;
import io.processmanager.teststeps.TalkingSteps.Talks;
import io.processmanager.teststeps.TalkingSteps.TalksALot;
import io.processmanager.teststeps.TalkingSteps.TalksAndWaits;
import io.processmanager.view.LogLine;
import io.processmanager.view.LogPage;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import io.processmanager.view.StepInfo;
import io.processmanager.view.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What steps say while they run, and what they have said. */
final class LogIT extends InSharedDeployment {

    /** As set for this deployment. */
    private static final int MOST_LINES = 500;

    private final Gate gate = Gate.closed();

    private List<LogLine> log(String pid) {
        return processes.getLog(pid, null, 1_000).items();
    }

    private StepInfo firstStep(String pid) {
        return processes.getProcessInfo(pid).progress().steps().get(0);
    }

    private String running(StepSpec step) {
        String pid = processes.start(ManagedProcess.named("reports").step("a", step).step("b", StepSpec.of(Talks.class)).build());
        gate.awaitArrivals(1);
        return pid;
    }

    @Test
    void everythingThatAStepSaysIsInTheLogInItsOrder() {
        Instant before = Instant.now();
        ProcessInfo info = execute(ManagedProcess.named("talks").step("first", StepSpec.of(Talks.class)).step("second", StepSpec.of(Talks.class)));

        List<String> said = List.of("LOG one by the context", "OUT two by System.out", "ERR three by System.err", "LOG INFO com.acme.Talks: four by java.util.logging",
                "LOG WARNING com.acme.Talks: five by System.Logger", "LOG six", "OUT seven, without an end");
        List<LogLine> log = log(info.pid());
        assertEquals(said, log.stream().filter(line -> line.step().equals("first")).map(line -> line.stream() + " " + line.text().replace("WARN ", "WARNING ")).toList());
        assertEquals(said, log.stream().filter(line -> line.step().equals("second")).map(line -> line.stream() + " " + line.text().replace("WARN ", "WARNING ")).toList());
        assertEquals(2 * said.size(), log.size());
        assertEquals(log.stream().sorted((a, b) -> a.at().compareTo(b.at())).toList(), log);
        assertTrue(log.get(0).at().isAfter(before.minusMillis(50)) && log.get(log.size() - 1).at().isBefore(Instant.now().plusMillis(50)));
        assertTrue(log.stream().allMatch(line -> line.attempt() == 1));
    }

    @Test
    void linesOfARunningStepCanBeReadBeforeItEnds() {
        String pid = running(StepSpec.of(TalksAndWaits.class, gate.key()));

        Await.until("the line", LIMIT, () -> log(pid).stream().map(LogLine::text).toList(), List.of("before the gate")::equals);
        assertEquals(ProcessState.RUNNING, processes.getProcessInfo(pid).state());
        gate.open();
        awaitEnd(pid);
        assertEquals(List.of("before the gate", "after the gate"), log(pid).stream().filter(line -> line.step().equals("a")).map(LogLine::text).toList());
    }

    @Test
    void everyAttemptHasItsLines() {
        ProcessInfo info = execute(ManagedProcess.named("retried").step("a", StepSpec.of(SucceedsAtAttempt.class, UUID.randomUUID().toString(), 3).withMaxRetries(2)));

        assertEquals(List.of(1, 2), log(info.pid()).stream().map(LogLine::attempt).toList());
    }

    @Test
    void logIsReadPageByPage() {
        ProcessInfo info = execute(ManagedProcess.named("talks").step("a", StepSpec.of(TalksALot.class, 250)));
        List<String> read = new ArrayList<>();
        Optional<String> after = Optional.empty();
        LogPage page;
        do {
            page = processes.getLog(info.pid(), after.orElse(null), 100);
            page.items().forEach(line -> read.add(line.text()));
            after = page.next();
        } while (!page.items().isEmpty());

        assertEquals(IntStream.rangeClosed(1, 250).mapToObj(i -> "line " + i).toList(), read);
        assertTrue(after.isPresent(), "whoever waits for more lines can go on from there");
        for (int limit : List.of(0, -1, 1_001)) {
            assertThrows(InvalidSpecificationException.class, () -> processes.getLog(info.pid(), null, limit));
        }
        assertThrows(InvalidSpecificationException.class, () -> processes.getLog(info.pid(), "x", 10));
    }

    @Test
    void logOfAnAttemptKeepsItsBeginningAndItsEndWithinTheSetting() {
        ProcessInfo info = execute(ManagedProcess.named("talks").step("a", StepSpec.of(TalksALot.class, 2 * MOST_LINES)));

        List<LogLine> log = log(info.pid());
        assertEquals(MOST_LINES + 1, log.size());
        assertEquals("line 250", log.get(MOST_LINES / 2 - 1).text());
        assertEquals(LogLine.Part.GAP, log.get(MOST_LINES / 2).part());
        assertEquals("… (4500 bytes are missing here, beyond process-manager.step.max-log-bytes or process-manager.step.max-log-lines)", log.get(MOST_LINES / 2).text());
        assertEquals("line 751", log.get(MOST_LINES / 2 + 1).text());
        assertEquals("line 1000", log.get(MOST_LINES).text());
        assertEquals(log.stream().sorted((a, b) -> a.at().compareTo(b.at())).toList(), log);
    }

    @Test
    void progressIsVisibleWhileTheStepRuns() {
        String pid = running(StepSpec.of(Reports.class, gate.key()));

        ProcessInfo info = Await.until("the report", LIMIT, () -> processes.getProcessInfo(pid), seen -> seen.progress().steps().get(0).attempt().percent() > 0);
        assertEquals(40, info.progress().steps().get(0).attempt().percent());
        assertEquals(Optional.of("reading"), info.progress().steps().get(0).attempt().message());
        assertEquals(StepState.RUNNING, info.progress().steps().get(0).state());
        assertEquals(20, info.progress().percent(), "40 % of the first of two steps");
        assertEquals(Optional.of("a"), info.progress().currentStep());
        gate.open();

        ProcessInfo ended = awaitEnd(pid);
        assertEquals(Optional.of("closing"), ended.progress().steps().get(0).attempt().message(), "what the step said last");
        assertEquals(Optional.empty(), ended.progress().steps().get(1).attempt().message());
    }

    @Test
    void whatAFailingStepSaidLastIsKept() {
        String pid = running(StepSpec.of(Reports.class, gate.key(), true));
        gate.open();
        awaitEnd(pid);

        assertEquals(80, firstStep(pid).attempt().percent());
        assertEquals(Optional.of("closing"), firstStep(pid).attempt().message());
    }

    @Test
    void reportsInQuickSuccessionAreStoredTogetherAndTheLastIsNotLost() {
        String pid = running(StepSpec.of(ReportsOften.class, gate.key(), 20_000));

        Await.until("the last report", LIMIT, () -> firstStep(pid).attempt().message(), Optional.of("report 20000")::equals);
        ProcessInfo info = processes.getProcessInfo(pid);
        assertEquals(100, info.progress().steps().get(0).attempt().percent());
        assertTrue(info.progress().revision() < 30, () -> "20,000 reports have led to " + info.progress().revision() + " writes");
    }

    @Test
    void progressThatMakesNoSenseIsMadeToFitAndTheLogSaysSo() {
        String pid = running(StepSpec.of(ReportsNonsense.class, gate.key(), 1_000, "a\0b" + "ä".repeat(1_000)));
        Await.until("the report", LIMIT, () -> firstStep(pid).attempt().percent() == 100);
        assertEquals(Optional.of("a b" + "ä".repeat(468) + "… (cut, 532 characters more)"), firstStep(pid).attempt().message());
        gate.open();
        assertEquals(ProcessState.FINISHED, awaitEnd(pid).state());
        assertEquals("Process Manager: the step has reported 1000 percent of progress, which is stored as 100. Let it report 0 to 100", log(pid).get(0).text());
    }
}
