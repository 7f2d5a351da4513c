package io.processmanager.store;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.JsonMapping;
import io.processmanager.LogLine;
import io.processmanager.LogPage;
import io.processmanager.ManagedProcess;
import io.processmanager.ProcessInfo;
import io.processmanager.ProcessNotFoundException;
import io.processmanager.ProcessState;
import io.processmanager.RunnerInfo;
import io.processmanager.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Answers what anybody may ask. Reads only, takes no locks. */
@ApplicationScoped
public class ProcessLookups {

    private static final int MOST_LINES = 1_000;

    /** A caller who looks twice in one transaction wants to see what has changed, not what the persistence context remembers. */
    private static final String READ_ANEW = "eclipselink.refresh";

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

    @Inject
    NewProcesses newProcesses;

    @Inject
    RunnerNodes nodes;

    /**
     * @param pid the process
     * @return the process with its steps
     */
    public ProcessInfo find(String pid) {
        newProcesses.send();
        ProcessEntity process = entities.createQuery("select p from ProcessEntity p where p.pid = :pid", ProcessEntity.class)
                .setParameter("pid", pid).setHint(READ_ANEW, true).getResultStream().findFirst().orElseThrow(() -> new ProcessNotFoundException(pid));
        // The process was read first, so its completed steps are there; what has been added since is left out.
        List<CompletedStepEntity> completed = entities
                .createQuery("select s from CompletedStepEntity s where s.pid = :pid and s.stepIndex < :next order by s.stepIndex",
                        CompletedStepEntity.class)
                .setParameter("pid", pid).setParameter("next", process.stepIndex).setHint(READ_ANEW, true).getResultList();
        ProcessInfo info = ProcessSummary.of(process).toInfo(nodes);
        return new ProcessInfo(info.pid(), info.name(), info.state(), info.revision(), info.createdAt(), info.startedAt(), info.finishedAt(),
                info.timeout(), info.currentStep(), info.percent(), info.runner(), info.node(), info.rescues(), StepInfos.of(process, specification(process), completed),
                output(process, completed), info.error());
    }

    private static Optional<JsonValue> output(ProcessEntity process, List<CompletedStepEntity> completed) {
        return switch (process.state) {
            // After an interrupting step in last place, what proceed has made of its output is the output of the process.
            case FINISHED -> Optional.of(JsonMapping.parse(process.data != null ? process.data : completed.get(completed.size() - 1).output));
            case INTERRUPTED -> Optional.of(JsonMapping.parse(completed.get(completed.size() - 1).output));
            case QUEUED, RUNNING, FAILED, TIMED_OUT, CANCELLED -> Optional.empty();
        };
    }

    static ManagedProcess specification(ProcessEntity process) {
        return StoredSpecification.parse(process.name, Duration.ofMillis(process.timeoutMillis), process.specification).process();
    }

    /**
     * @param pid the process
     * @param after the position after which to go on; null for the beginning
     * @param limit how many lines at most
     * @return what its steps have written
     */
    public LogPage log(String pid, String after, int limit) {
        newProcesses.send();
        if (entities.createQuery("select p.revision from ProcessEntity p where p.pid = :pid", Long.class).setParameter("pid", pid).getResultList().isEmpty()) {
            throw new ProcessNotFoundException(pid);
        }
        if (limit < 1 || limit > MOST_LINES) {
            throw new InvalidSpecificationException(List.of(new Violation("limit", "expected 1 to " + MOST_LINES)));
        }
        List<LogLineEntity> lines = entities
                .createQuery("select l from LogLineEntity l where l.pid = :pid and l.id > :after order by l.id", LogLineEntity.class)
                .setParameter("pid", pid).setParameter("after", after == null ? 0L : logPosition(after)).setMaxResults(limit).getResultList();
        return new LogPage(lines.stream().map(line -> new LogLine(Instant.ofEpochMilli(line.loggedAt), line.step, line.attempt,
                LogLine.Stream.valueOf(line.stream.toUpperCase(Locale.ROOT)), line.line)).toList(),
                lines.isEmpty() ? Optional.ofNullable(after) : Optional.of(Long.toString(lines.get(lines.size() - 1).id)));
    }

    private static long logPosition(String after) {
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException notANumber) {
            throw new InvalidSpecificationException(List.of(new Violation("after", "expected what an earlier page has given as next")));
        }
    }

    /**
     * A process that is between two steps waits for its place there, while others execute: so more of them may have begun than are executed at a time.
     *
     * @return the runners, the newest first
     */
    public List<RunnerInfo> runners() {
        Map<String, Long> running = entities
                .createQuery("select p.runnerId, count(p) from ProcessEntity p where p.state = :running and " + ShownState.BEGUN
                        + " and p.runnerId is not null group by p.runnerId",
                        Object[].class)
                .setParameter("running", ProcessState.RUNNING).getResultStream().collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
        return entities.createQuery("select r from RunnerEntity r order by r.startedAt desc, r.id", RunnerEntity.class).getResultStream()
                .map(runner -> new RunnerInfo(runner.id, runner.node, runner.osPid, RunnerInfo.Status.valueOf(runner.status),
                        Instant.ofEpochMilli(runner.startedAt), Instant.ofEpochMilli(runner.seenAt), ProcessSummary.instant(runner.finishedAt),
                        Math.min(running.getOrDefault(runner.id, 0L).intValue(), runner.capacity), runner.capacity))
                .toList();
    }

    /**
     * @param pids some processes
     * @return the revision of each that exists
     */
    public Map<String, Long> revisions(Collection<String> pids) {
        if (pids.isEmpty()) {
            return Map.of();
        }
        return entities.createQuery("select p.pid, p.revision from ProcessEntity p where p.pid in :pids", Object[].class).setParameter("pids", pids)
                .getResultStream().collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
    }
}
