package io.processmanager.fault;

import io.processmanager.testing.Await;
import io.processmanager.testing.Sql;
import jakarta.json.Json;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Compares the books of the clients, the database and the traces of the steps, once nothing moves any more. */
final class Audit {

    private static final long CLOCK_TOLERANCE_MILLIS = 100;

    private final Sql database;
    private final Traces traces;
    private final Load load;
    private final List<String> complaints = new ArrayList<>();
    private final Map<String, List<Stored>> byName = new HashMap<>();
    private final Map<String, Integer> byState = new TreeMap<>();
    private int lost;
    private int doubled;
    private int acceptedWithoutAnswer;
    private int storedThoughRefused;

    private Audit(Sql database, Traces traces, Load load) {
        this.database = database;
        this.traces = traces;
        this.load = load;
    }

    private record Stored(String pid, String name, String state, int stepIndex, int stepCount, List<String> steps, String error) {
    }

    private record Checkpoint(int attempt, long startedAt, long finishedAt) {
    }

    /**
     * What came out.
     *
     * @param complaints what is wrong; empty if all is well
     */
    record Findings(int accepted, int unanswered, int acceptedWithoutAnswer, int refused, int storedThoughRefused, int proceeded, int cancelled,
            Map<String, Integer> byState, int runs, int ledgerRows, int lost, int doubled, List<String> complaints) {

        @Override
        public String toString() {
            return "processes started " + (accepted + acceptedWithoutAnswer) + " (" + acceptedWithoutAnswer + " of " + unanswered + " without an answer), refused "
                    + refused + " (" + storedThoughRefused + " of them stored all the same), proceeded " + proceeded + ", cancelled " + cancelled + ", ended "
                    + byState + ", step runs " + runs + ", ledger rows " + ledgerRows + ", lost " + lost + ", doubled " + doubled;
        }
    }

    /** Waits until everything has ended, proceeding with what is interrupted, and looks at everything. */
    static Findings of(Sql database, Traces traces, Load load, Duration limit) {
        try {
            Await.until("the end of all processes named " + load.prefix() + "*", limit, () -> {
                load.proceedAll();
                return database.count("select count(*) from process where name like ? and finished_at is null", load.prefix() + "%");
            }, left -> left == 0L);
        } catch (AssertionError stuck) {
            // The books below say which.
        }
        Audit audit = new Audit(database, traces, load);
        try {
            return audit.findings();
        } catch (SQLException e) {
            throw new IllegalStateException("cannot look at the database", e);
        }
    }

    private Findings findings() throws SQLException {
        Map<String, List<Traces.Run>> begun = new HashMap<>();
        List<Traces.Run> runs = traces.runs();
        runs.stream().filter(Traces.Run::isBegin).forEach(run -> begun.computeIfAbsent(run.pid() + " " + run.step(), key -> new ArrayList<>()).add(run));
        Map<String, Integer> ledger = new HashMap<>();
        Map<String, Map<Integer, Checkpoint>> checkpoints = new HashMap<>();
        try (Connection connection = database.connect()) {
            readProcesses(connection);
            readCheckpoints(connection, checkpoints);
            try (ResultSet row = connection.createStatement().executeQuery("select pid, step from ledger")) {
                while (row.next()) {
                    ledger.merge(row.getString(1) + " " + row.getString(2), 1, Integer::sum);
                }
            }
        }
        compareBooks();
        Set<String> ofThisLoad = new HashSet<>();
        int entries = 0;
        int ownRuns = 0;
        for (List<Stored> sameName : byName.values()) {
            for (Stored process : sameName) {
                ofThisLoad.add(process.pid());
                entries += checkSteps(process, checkpoints.getOrDefault(process.pid(), Map.of()), begun, ledger);
                ownRuns += process.steps().stream().mapToInt(step -> begun.getOrDefault(process.pid() + " " + step, List.of()).size()).sum();
            }
        }
        load.proceeded.forEach((pid, times) -> {
            if (times.get() > 1) {
                doubled("process " + pid + " was told to proceed " + times + " times with success, and waits once");
            }
        });
        load.strange.forEach(complaints::add);
        return new Findings(load.accepted.size(), load.unknown.size(), acceptedWithoutAnswer, load.refused.size(), storedThoughRefused, load.proceeded.size(),
                load.cancelled.size(), byState, ownRuns, entries, lost, doubled, complaints);
    }

    private void readProcesses(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select pid, name, state, step_index, step_count, specification, error from process where name like ?")) {
            select.setString(1, load.prefix() + "%");
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Stored stored = new Stored(row.getString(1), row.getString(2), row.getString(3), row.getInt(4), row.getInt(5), stepNames(row.getString(6)),
                            row.getString(7));
                    byName.computeIfAbsent(stored.name(), key -> new ArrayList<>()).add(stored);
                    byState.merge(stored.state().toLowerCase(Locale.ROOT), 1, Integer::sum);
                }
            }
        }
    }

    private void readCheckpoints(Connection connection, Map<String, Map<Integer, Checkpoint>> checkpoints) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select s.pid, s.step_index, s.attempt, s.started_at, s.finished_at from process_step s join process p on p.pid = s.pid where p.name like ?")) {
            select.setString(1, load.prefix() + "%");
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    checkpoints.computeIfAbsent(row.getString(1), key -> new HashMap<>())
                            .put(row.getInt(2), new Checkpoint(row.getInt(3), row.getLong(4), row.getLong(5)));
                }
            }
        }
    }

    private void compareBooks() {
        load.accepted.forEach((name, pid) -> {
            if (byName.getOrDefault(name, List.of()).stream().noneMatch(stored -> stored.pid().equals(pid))) {
                lost("process " + pid + " (" + name + ") was accepted and is gone");
            }
        });
        byName.forEach((name, stored) -> {
            if (stored.size() > 1) {
                doubled(stored.size() + " processes are named " + name + ", and it was started once");
            }
            acceptedWithoutAnswer += load.unknown.contains(name) ? 1 : 0;
            if (load.refused.contains(name)) {
                storedThoughRefused++;
                complaints.add(name + " was stored although the server had said that nothing was changed");
            }
            if (!load.accepted.containsKey(name) && !load.unknown.contains(name) && !load.refused.contains(name)) {
                complaints.add("nobody has started " + name);
            }
        });
    }

    private int checkSteps(Stored process, Map<Integer, Checkpoint> checkpoints, Map<String, List<Traces.Run>> begun, Map<String, Integer> ledger) {
        if (!Set.of("FINISHED", "FAILED", "TIMED_OUT", "CANCELLED").contains(process.state())) {
            lost("process " + process.pid() + " (" + process.name() + ") is stuck in state " + process.state());
        }
        // No step of these tests fails by itself, and retries outlast what is broken; only too many deaths of its servers may end a process.
        if (Set.of("FAILED", "TIMED_OUT").contains(process.state()) && !String.valueOf(process.error()).contains("RunnerLostException")) {
            complaints.add("process " + process.pid() + " (" + process.name() + ") has " + process.state() + ": " + process.error());
        }
        if (process.state().equals("FINISHED") && process.stepIndex() != process.stepCount()) {
            complaints.add("process " + process.pid() + " has finished at step " + process.stepIndex() + " of " + process.stepCount());
        }
        if (checkpoints.size() != process.stepIndex()) {
            complaints.add("process " + process.pid() + " is at step " + process.stepIndex() + " and has " + checkpoints.size() + " checkpoints");
        }
        int entries = 0;
        for (int i = 0; i < process.steps().size(); i++) {
            String key = process.pid() + " " + process.steps().get(i);
            int entered = ledger.getOrDefault(key, 0);
            entries += entered;
            checkStep(key, process.steps().get(i), checkpoints.get(i), begun.getOrDefault(key, List.of()), entered);
        }
        return entries;
    }

    private void checkStep(String key, String step, Checkpoint checkpoint, List<Traces.Run> begun, int entered) {
        boolean transactional = step.startsWith("ledger");
        int expected = transactional && checkpoint != null ? 1 : 0;
        if (entered > expected) {
            doubled("step " + key + " has " + entered + " rows in the ledger instead of " + expected);
        } else if (entered < expected) {
            lost("step " + key + " has a checkpoint and no row in the ledger");
        }
        if (checkpoint == null || step.equals("approve")) {
            return;
        }
        if (begun.stream().noneMatch(run -> run.attempt() == checkpoint.attempt())) {
            complaints.add("step " + key + " has a checkpoint of attempt " + checkpoint.attempt() + ", which left no trace");
        }
        // The node's reckoning of the database's clock may lag behind: by how much shows the run that has made the checkpoint.
        long lag = begun.stream().mapToLong(run -> Math.abs(run.begin() - checkpoint.startedAt())).min().orElse(0);
        begun.stream().filter(run -> run.begin() > checkpoint.finishedAt() + lag + CLOCK_TOLERANCE_MILLIS)
                .forEach(run -> doubled("step " + key + " began at " + run.begin() + " on " + run.node() + ", after its checkpoint at " + checkpoint.finishedAt()));
    }

    private void lost(String complaint) {
        lost++;
        complaints.add(complaint);
    }

    private void doubled(String complaint) {
        doubled++;
        complaints.add(complaint);
    }

    private static List<String> stepNames(String specification) {
        try (JsonReader reader = Json.createReader(new StringReader(specification))) {
            return List.copyOf(reader.readObject().getJsonObject("steps").keySet());
        }
    }
}
