package io.processmanager.fault;

import io.processmanager.testing.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** When the steps of processes were executed, as they have told outside the database. What a killed node executed has ended when it was killed. */
final class Executions {

    private final List<Execution> all;

    /**
     * A process as the database has it.
     *
     * @param key its unique key, or else its concurrency key; may be null
     */
    record Owner(String pid, String queue, String key, long finishedAt) {
    }

    /** @param end when it had ended at the latest; exclusive */
    private record Execution(Owner owner, long begin, long end) {
    }

    private record Change(long at, int by) {
    }

    private Executions(List<Execution> all) {
        this.all = all;
    }

    /** @param prefix what the names of the processes begin with; all of them have ended */
    static Executions of(Sql database, Traces traces, ThreeNodes nodes, String prefix) throws SQLException {
        Map<String, Owner> owners = owners(database, prefix);
        Map<String, Long> ends = new HashMap<>();
        traces.runs().stream().filter(run -> !run.isBegin()).forEach(run -> ends.put(id(run), run.end()));
        return new Executions(traces.runs().stream().filter(run -> run.isBegin() && owners.containsKey(run.pid())).map(run -> {
            Owner owner = owners.get(run.pid());
            long unknown = Math.min(nodes.killedSince(run.node(), run.begin()).orElse(Long.MAX_VALUE), owner.finishedAt());
            return new Execution(owner, run.begin(), ends.getOrDefault(id(run), unknown));
        }).toList());
    }

    private static String id(Traces.Run run) {
        return String.join(" ", run.pid(), run.step(), Integer.toString(run.attempt()), Long.toString(run.begin()), run.node());
    }

    private static Map<String, Owner> owners(Sql database, String prefix) throws SQLException {
        Map<String, Owner> owners = new HashMap<>();
        try (Connection connection = database.connect(); PreparedStatement select = connection.prepareStatement(
                "select pid, queue, coalesce(unique_key, concurrency_key), finished_at from process where name like ?")) {
            select.setString(1, prefix + "%");
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    owners.put(row.getString(1), new Owner(row.getString(1), row.getString(2), row.getString(3), row.getLong(4)));
                }
            }
        }
        return owners;
    }

    int number() {
        return all.size();
    }

    /** @return for each group of processes, how many were executed at the same time at most */
    Map<String, Integer> mostAtATime(Function<Owner, String> group) {
        return all.stream().collect(Collectors.groupingBy(one -> group.apply(one.owner()), Collectors.collectingAndThen(Collectors.toList(), Executions::mostAtATime)));
    }

    /** An end counts before a beginning in the same millisecond. */
    private static int mostAtATime(List<Execution> some) {
        List<Change> changes = new ArrayList<>();
        for (Execution one : some) {
            changes.add(new Change(one.begin(), 1));
            changes.add(new Change(Math.max(one.begin(), one.end()), -1));
        }
        changes.sort(Comparator.comparing(Change::at).thenComparing(Change::by));
        int now = 0;
        int most = 0;
        for (Change change : changes) {
            now += change.by();
            most = Math.max(most, now);
        }
        return most;
    }
}
