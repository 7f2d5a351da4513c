package io.processmanager.store.search;

import io.processmanager.json.JsonMapping;
import io.processmanager.store.entity.ShownState;
import io.processmanager.view.ProcessQuery;
import io.processmanager.view.ProcessState;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the newest matches on PostgreSQL, however many processes there are. Those of one name and state are a run in
 * the index process_by_name, newest last; a prefix is looked up at the ends of all matching runs.
 *
 * <p>The planner gets no choice: it would scan all processes if it took matches for frequent, and it keeps plans made
 * without knowing the parameters. So equal columns are compared as parts of rows and named in the order, which only
 * one index has.
 */
public final class IndexedSearch {

    /** With more matching runs, names are hardly reused, and runs too short to be worth it. */
    public static final int MOST_RUNS = 300;

    /**
     * Then so many of the newest processes are checked one by one, before all matching names are sorted: slow only if
     * many match and none is recent.
     */
    public static final int NEWEST = 5_000;

    private static final String RUNS = """
            with recursive run (folded, name, state) as (
                (select fold_case(p.name) collate "C", p.name, p.state from process p where fold_case(p.name) collate "C" >= fold_case(?1) collate "C"
                    order by fold_case(p.name) collate "C", p.name, p.state limit 1)
                union all
                select n.* from run r cross join lateral (
                    select fold_case(p.name) collate "C", p.name, p.state from process p
                    where (fold_case(p.name) collate "C", p.name, p.state) > (r.folded, r.name, r.state)
                    order by fold_case(p.name) collate "C", p.name, p.state limit 1) n
                where starts_with(r.folded, fold_case(?1)))
            select name, state from run where starts_with(folded, fold_case(?1)) limit ?2
            """;
    private static final String ENDS_OF_RUNS = """
            select e.pid from json_to_recordset(cast(?1 as json)) r (name varchar, state varchar, begun boolean) cross join lateral (
                select p.pid from process p
                where (fold_case(p.name) collate "C", p.name, p.state, p.pid) >= (fold_case(r.name) collate "C", r.name, r.state, ?2)
                    and (fold_case(p.name) collate "C", p.name, p.state, p.pid) < (fold_case(r.name) collate "C", r.name, r.state, ?3)
                    and (r.begun is null or r.begun = (p.step_started_at is not null))
                order by fold_case(p.name) collate "C" desc, p.name desc, p.state desc, p.pid desc limit ?4) e
            order by e.pid desc limit ?4
            """;
    private static final String IN_RANGE = "select p.state, p.pid, p.name from process p where p.pid >= ?1 and p.pid < ?2 order by p.pid desc limit ?3";
    private static final String IN_RANGE_OF_STATE = """
            select p.state, p.pid, p.name from process p where (p.state, p.pid) >= ('%1$s', ?1) and (p.state, p.pid) < ('%1$s', ?2) %2$s
            order by p.state desc, p.pid desc limit %3$s
            """;
    private static final String IN_RANGE_OF_STATES = "select s.state, s.pid, s.name from (%s) s order by s.pid desc limit ?3";
    private static final String AMONG_THE_NEWEST = "select n.pid from (%s) n where starts_with(fold_case(n.name), fold_case(?4)) limit ?5";
    private static final String AMONG_ALL = """
            with matching as materialized (
                select p.pid from process p where fold_case(p.name) collate "C" >= fold_case(?4) collate "C" and fold_case(p.name) collate "C" < fold_case(?4) || ?5 collate "C"
                    and p.pid >= ?1 and p.pid < ?2 %s)
            select pid from matching order by pid desc limit ?3
            """;

    /** Sorts after any continuation of a name. */
    private static final String END = Character.toString(Character.MAX_CODE_POINT);

    private final EntityManager entities;

    IndexedSearch(EntityManager entities) {
        this.entities = entities;
    }

    private record Run(String name, ShownState.Stored stored) {
    }

    /** @return the pids of the newest matches, newest first */
    List<String> newest(ProcessQuery query, PidRange among, int limit) {
        if (query.text().isEmpty()) {
            return query.name().map(name -> ends(runs(name, query.state()), among, limit)).orElseGet(() -> inRange(among, query.state(), limit));
        }
        String text = query.text().get();
        Optional<PidRange> pids = among.beginningWith(text);
        if (query.name().isPresent()) {
            String name = query.name().get();
            boolean begins = FoldedCase.of(name).startsWith(FoldedCase.of(text));
            return (begins ? Optional.of(among) : pids).map(range -> ends(runs(name, query.state()), range, limit)).orElse(List.of());
        }
        Stream<String> byPid = pids.stream().flatMap(range -> inRange(range, query.state(), limit).stream());
        return Stream.concat(byPid, named(text, query.state(), among, limit).stream()).distinct().sorted(Comparator.reverseOrder()).limit(limit).toList();
    }

    private List<String> named(String beginning, Optional<ProcessState> state, PidRange among, int limit) {
        List<Run> runs = rows(entities.createNativeQuery(RUNS).setParameter(1, beginning).setParameter(2, MOST_RUNS + 1)).map(Object[].class::cast)
                .map(row -> new Run((String) row[0], new ShownState.Stored(ProcessState.valueOf((String) row[1]), Optional.empty()))).toList();
        if (runs.size() <= MOST_RUNS) {
            return ends(runs.stream().flatMap(run -> ShownState.stored(state).stream().filter(stored -> stored.state() == run.stored.state())
                    .map(stored -> new Run(run.name, stored))).toList(), among, limit);
        }
        List<String> newest = pids(in(among, String.format(Locale.ROOT, AMONG_THE_NEWEST, inRange(state, 0)), NEWEST).setParameter(4, beginning).setParameter(5, limit));
        if (newest.size() == limit || rows(in(among, inRange(state, NEWEST), 1)).findAny().isEmpty()) {
            return newest;
        }
        return pids(in(among, String.format(Locale.ROOT, AMONG_ALL, state.map(given -> "and " + ShownState.sql(given)).orElse("")), limit)
                .setParameter(4, beginning).setParameter(5, END));
    }

    private List<String> ends(List<Run> runs, PidRange among, int limit) {
        JsonArrayBuilder json = JsonMapping.JSON.createArrayBuilder();
        runs.forEach(run -> {
            JsonObjectBuilder each = JsonMapping.JSON.createObjectBuilder().add("name", run.name).add("state", run.stored.state().name());
            run.stored.begun().ifPresent(begun -> each.add("begun", begun));
            json.add(each);
        });
        return pids(entities.createNativeQuery(ENDS_OF_RUNS).setParameter(1, json.build().toString()).setParameter(2, among.from())
                .setParameter(3, among.below()).setParameter(4, limit));
    }

    private List<String> inRange(PidRange range, Optional<ProcessState> state, int limit) {
        return pids(in(range, "select n.pid from (" + inRange(state, 0) + ") n", limit));
    }

    /** States are literals in the statement: there are few. */
    private static String inRange(Optional<ProcessState> state, int offset) {
        return (state.isEmpty() ? IN_RANGE : inRange(ShownState.stored(state), "?3 + " + offset)) + " offset " + offset;
    }

    private static String inRange(List<ShownState.Stored> stored, String limit) {
        List<String> each = stored.stream().map(one -> String.format(Locale.ROOT, IN_RANGE_OF_STATE, one.state().name(), one.further(), limit)).toList();
        return String.format(Locale.ROOT, IN_RANGE_OF_STATES, each.stream().map(sql -> "(" + sql + ")").collect(Collectors.joining(" union all ")));
    }

    private Query in(PidRange range, String sql, int limit) {
        return entities.createNativeQuery(sql).setParameter(1, range.from()).setParameter(2, range.below()).setParameter(3, limit);
    }

    private static List<Run> runs(String name, Optional<ProcessState> state) {
        return ShownState.stored(state).stream().map(stored -> new Run(name, stored)).toList();
    }

    private static List<String> pids(Query query) {
        return rows(query).map(String.class::cast).sorted(Comparator.reverseOrder()).toList();
    }

    private static Stream<?> rows(Query query) {
        return query.getResultList().stream();
    }
}
