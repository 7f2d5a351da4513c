package io.processmanager.store.runs;

import io.processmanager.InvalidSpecificationException;
import io.processmanager.ProcessNotFoundException;
import io.processmanager.RunNotFoundException;
import io.processmanager.Violation;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.entity.ShownState;
import io.processmanager.store.entity.StoredSpecification;
import io.processmanager.store.lookup.RunnerNodes;
import io.processmanager.store.start.NewProcesses;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Reads the runs of a process: its checkpoints, the runs that are none, and the one that is executed now. Takes no locks. */
@ApplicationScoped
public class RunLookups {

    private static final int MOST_RUNS = 500;

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
     * @param after the {@code next} of the previous page; null for the beginning
     * @param limit the maximum number of runs, 1 to 500
     * @return the runs in the order of their numbers
     */
    public RunInfo.Page page(String pid, String after, int limit) {
        if (limit < 1 || limit > MOST_RUNS) {
            throw new InvalidSpecificationException(List.of(new Violation("limit", "expected 1 to " + MOST_RUNS)));
        }
        List<String> steps = steps(pid);
        List<FoundRun> found = found(pid, after == null ? 0 : position(after), limit + 1);
        List<FoundRun> shown = found.subList(0, Math.min(limit, found.size()));
        Map<Integer, String> results = results(pid, shown, settings.get(Setting.MAX_OUTPUTS_IN_LOOKUP));
        PrintedSizes printed = PrintedSizes.of(entities, pid, shown.stream().map(run -> attempt(run, steps)).collect(Collectors.toSet()));
        return new RunInfo.Page(shown.stream().map(run -> info(run, attempt(run, steps), Optional.ofNullable(results.get(run.number())), printed)).toList(),
                found.size() > limit ? Optional.of(String.valueOf(shown.get(limit - 1).number())) : Optional.empty());
    }

    /**
     * @param pid the process
     * @param number of the run
     * @return the run with its results
     */
    public RunInfo find(String pid, int number) {
        List<String> steps = steps(pid);
        FoundRun run = found(pid, number);
        PrintedSizes.Attempt attempt = attempt(run, steps);
        return info(run, attempt, Optional.ofNullable(results(pid, List.of(run), Long.MAX_VALUE).get(number)), PrintedSizes.of(entities, pid, Set.of(attempt)));
    }

    /**
     * @param pid the process
     * @param number of the run
     * @param lookUp looks up what belongs to it, by its step and attempt
     * @return what that has found
     */
    public <T> T ofRun(String pid, int number, BiFunction<String, Integer, T> lookUp) {
        List<String> steps = steps(pid);
        PrintedSizes.Attempt attempt = attempt(found(pid, number), steps);
        return lookUp.apply(attempt.step(), attempt.number());
    }

    private FoundRun found(String pid, int number) {
        return found(pid, number - 1, 1).stream().filter(found -> found.number() == number).findFirst().orElseThrow(() -> new RunNotFoundException(pid, number));
    }

    private static PrintedSizes.Attempt attempt(FoundRun run, List<String> steps) {
        return new PrintedSizes.Attempt(run.step() != null ? run.step() : steps.get(run.stepIndex()), run.attempt());
    }

    private List<String> steps(String pid) {
        newProcesses.send();
        return StoredSpecification.stepNames(entities.createQuery("select p.specification from ProcessEntity p where p.pid = :pid", String.class).setParameter("pid", pid)
                .getResultStream().findFirst().orElseThrow(() -> new ProcessNotFoundException(pid)));
    }

    private RunInfo info(FoundRun run, PrintedSizes.Attempt attempt, Optional<String> result, PrintedSizes printed) {
        return run.toInfo(attempt.step(), nodes, result, printed.of(attempt));
    }

    /** The current one is read first: if it ends meanwhile, it is found there as well, and counts as ended. */
    private List<FoundRun> found(String pid, int after, int limit) {
        Map<Integer, FoundRun> byNumber = new HashMap<>();
        for (String query : List.of(
                "select " + FoundRun.RUNNING + " from ProcessEntity p where p.pid = :pid and " + ShownState.jpql(ProcessState.RUNNING)
                        + " and p.stepIndex + p.runs.otherRuns >= :after",
                "select " + FoundRun.CHECKPOINT + " from CompletedStepEntity s where s.pid = :pid and coalesce(s.run, s.stepIndex + 1) > :after order by s.stepIndex",
                "select " + FoundRun.OTHER + " from RunEntity r where r.pid = :pid and r.number > :after order by r.number")) {
            entities.createQuery(query, FoundRun.class).setParameter("pid", pid).setParameter("after", after).setMaxResults(limit).getResultList()
                    .forEach(run -> byNumber.put(run.number(), run));
        }
        return byNumber.values().stream().sorted(Comparator.comparing(FoundRun::number)).limit(limit).toList();
    }

    /**
     * @param mostBytes how many bytes they may have together
     * @return the results of the last runs, as far as they have no more bytes, by the numbers of the runs
     */
    private Map<Integer, String> results(String pid, List<FoundRun> runs, long mostBytes) {
        long left = mostBytes;
        Map<Integer, Integer> checkpoints = new HashMap<>();
        List<Integer> others = new ArrayList<>();
        List<FoundRun> withResults = runs.stream().filter(run -> run.outputBytes() != null).toList();
        for (int i = withResults.size() - 1; i >= 0 && withResults.get(i).outputBytes() <= left; i--) {
            FoundRun run = withResults.get(i);
            left -= run.outputBytes();
            if (run.isCheckpoint()) {
                checkpoints.put(run.stepIndex(), run.number());
            } else {
                others.add(run.number());
            }
        }
        Map<Integer, String> results = new HashMap<>();
        texts("select s.stepIndex, s.output from CompletedStepEntity s where s.pid = :pid and s.stepIndex in :keys", pid, checkpoints.keySet())
                .forEach((stepIndex, result) -> results.put(checkpoints.get(stepIndex), result));
        results.putAll(texts("select r.number, r.output from RunEntity r where r.pid = :pid and r.number in :keys", pid, others));
        return results;
    }

    private Map<Integer, String> texts(String query, String pid, Collection<Integer> keys) {
        return keys.isEmpty() ? Map.of() : entities.createQuery(query, Object[].class).setParameter("pid", pid).setParameter("keys", keys).getResultStream()
                .collect(Collectors.toMap(row -> (Integer) row[0], row -> (String) row[1]));
    }

    private static int position(String after) {
        try {
            return Integer.parseInt(after);
        } catch (NumberFormatException notANumber) {
            throw new InvalidSpecificationException(List.of(new Violation("after", "expected what an earlier page has given as next")));
        }
    }
}
