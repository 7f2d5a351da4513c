package io.processmanager.store.lookup;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ProcessNotFoundException;
import io.processmanager.Violation;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.json.JsonMapping;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.entity.RunnerEntity;
import io.processmanager.store.entity.ShownState;
import io.processmanager.store.entity.StoredSpecification;
import io.processmanager.store.start.NewProcesses;
import io.processmanager.view.LogLine;
import io.processmanager.view.LogPage;
import io.processmanager.view.ProcessInfo;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunnerInfo;
import io.processmanager.view.StepInfo.Output;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Look-ups. Reads only, takes no locks. */
@ApplicationScoped
public class ProcessLookups {

    private static final int MOST_LINES = 1_000;
    private static final int MOST_READINGS = 3;

    @PersistenceContext(unitName = "process-manager")
    EntityManager entities;

    @Inject
    NewProcesses newProcesses;

    @Inject
    RunnerNodes nodes;

    @Inject
    Settings settings;

    /**
     * @param pid the process
     * @return the process with its steps, and the outputs of the last ones within the configured limit
     */
    public ProcessInfo find(String pid) {
        return find(pid, settings.get(Setting.MAX_OUTPUTS_IN_LOOKUP));
    }

    /**
     * @param pid the process
     * @return the process with its steps, without outputs
     */
    public ProcessInfo findWithoutOutputs(String pid) {
        return find(pid, 0);
    }

    private ProcessInfo find(String pid, long mostBytes) {
        newProcesses.send();
        LookedUpProcess process = lookUp(pid);
        boolean showsData = process.dataBytes().isPresent() && process.dataBytes().get() <= mostBytes;
        Map<Integer, JsonValue> outputs = outputs(process, showsData ? mostBytes - process.dataBytes().get() : mostBytes);
        Optional<JsonValue> output = showsData ? Optional.of(data(pid))
                : process.outputIsTheLastSteps() ? Optional.ofNullable(outputs.get(process.completed().size() - 1)) : Optional.empty();
        ProcessSummary summary = process.summary();
        StoredSpecification specification = StoredSpecification.parse(summary.name(), Duration.ofMillis(summary.timeoutMillis()), process.specification());
        Map<Boolean, List<RunSummary>> runs = compensationRuns(summary);
        CompensationInfos compensations = new CompensationInfos(process, runs.get(true).stream().collect(Collectors.toMap(RunSummary::stepIndex, run -> run)));
        return summary.toInfo(nodes, StepInfos.of(process, specification.process(), outputs, compensations, runs.get(false).stream().findFirst()),
                compensations.of(specification), new Output(output, process.outputBytes()));
    }

    /** By whether they are compensations; see {@link RunSummary#QUERY}. */
    private Map<Boolean, List<RunSummary>> compensationRuns(ProcessSummary process) {
        Stream<RunSummary> runs = !process.compensation().isBegun() ? Stream.empty() : entities.createQuery(RunSummary.QUERY, RunSummary.class)
                .setParameter("pid", process.pid()).setParameter("first", process.compensation().firstRun()).getResultStream();
        return runs.collect(Collectors.partitioningBy(RunSummary::isCompensation));
    }

    private LookedUpProcess lookUp(String pid) {
        for (int i = 0; i < MOST_READINGS; i++) {
            Object[] process = entities.createQuery("select " + LookedUpProcess.SELECTED + " from ProcessEntity p where p.pid = :pid", Object[].class)
                    .setParameter("pid", pid).getResultStream().findFirst().orElseThrow(() -> new ProcessNotFoundException(pid));
            int next = ((ProcessSummary) process[0]).stepIndex();
            // The process was read first, so its completed steps exist; later ones are left out.
            List<CompletedStepSummary> completed = next == 0 ? List.of() : entities
                    .createQuery("select " + CompletedStepSummary.NEW + " from CompletedStepEntity s where s.pid = :pid and s.stepIndex < :next order by s.stepIndex",
                            CompletedStepSummary.class)
                    .setParameter("pid", pid).setParameter("next", next).getResultList();
            if (completed.size() == next) {
                return LookedUpProcess.of(process, completed);
            }
            // Removed meanwhile, or queued again at an earlier step.
        }
        throw new ProcessNotFoundException(pid);
    }

    /** Reads only what is shown: all outputs may exceed the server's memory. */
    private Map<Integer, JsonValue> outputs(LookedUpProcess process, long mostBytes) {
        int first = process.firstWithin(mostBytes);
        int next = process.completed().size();
        return first == next ? Map.of() : entities
                .createQuery("select s.stepIndex, s.output from CompletedStepEntity s where s.pid = :pid and s.stepIndex >= :first and s.stepIndex < :next", Object[].class)
                .setParameter("pid", process.summary().pid()).setParameter("first", first).setParameter("next", next).getResultStream()
                .collect(Collectors.toMap(row -> (Integer) row[0], row -> JsonMapping.parse((String) row[1])));
    }

    private JsonValue data(String pid) {
        return JsonMapping.parse(entities.createQuery("select p.nextInput from ProcessEntity p where p.pid = :pid", String.class).setParameter("pid", pid)
                .getResultStream().findFirst().orElseThrow(() -> new ProcessNotFoundException(pid)));
    }

    /**
     * @param pid the process
     * @param after the position to continue from; null for the beginning
     * @param limit the maximum number of lines
     * @return log lines of its steps
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
        return new LogPage(lines.stream().map(line -> new LogLine(Instant.ofEpochMilli(line.loggedAt()), line.step(), line.attempt(),
                LogLine.Stream.valueOf(line.stream().toUpperCase(Locale.ROOT)), line.line(), LogLine.Part.valueOf(line.part().toUpperCase(Locale.ROOT)))).toList(),
                lines.isEmpty() ? Optional.ofNullable(after) : Optional.of(Long.toString(lines.get(lines.size() - 1).id())));
    }

    private static long logPosition(String after) {
        try {
            return Long.parseLong(after);
        } catch (NumberFormatException notANumber) {
            throw new InvalidSpecificationException(List.of(new Violation("after", "expected what an earlier page has given as next")));
        }
    }

    /** @return the runners, newest first */
    public List<RunnerInfo> runners() {
        return runners(entities.createQuery("select r from RunnerEntity r order by r.startedAt desc, r.id", RunnerEntity.class));
    }

    /** @return the runner; empty if unknown */
    public Optional<RunnerInfo> runner(String id) {
        return runners(entities.createQuery("select r from RunnerEntity r where r.id = :id", RunnerEntity.class).setParameter("id", id)).stream().findFirst();
    }

    /**
     * A process between two steps waits for its slot while others execute, so more may have begun than are executed
     * at a time.
     */
    private List<RunnerInfo> runners(TypedQuery<RunnerEntity> query) {
        Map<String, Long> running = entities
                .createQuery("select p.runnerId, count(p) from ProcessEntity p where p.state = :running and " + ShownState.BEGUN
                        + " and p.runnerId is not null group by p.runnerId",
                        Object[].class)
                .setParameter("running", ProcessState.RUNNING).getResultStream().collect(Collectors.toMap(row -> (String) row[0], row -> (Long) row[1]));
        return query.getResultStream().map(runner -> runner.info(running.getOrDefault(runner.id(), 0L).intValue())).toList();
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
