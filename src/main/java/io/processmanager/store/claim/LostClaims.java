package io.processmanager.store.claim;

import io.processmanager.compensation.Compensation;
import io.processmanager.database.Dialect;
import io.processmanager.store.entity.ClaimedRow;
import io.processmanager.store.entity.HeldClaim;
import io.processmanager.store.transition.EndedRun;
import io.processmanager.store.transition.EndedRun.Compensated;
import io.processmanager.store.transition.GroupCommitStatements;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.Result;
import io.processmanager.view.LogLine;
import io.processmanager.view.ProcessError;
import io.processmanager.view.ProcessState;
import io.processmanager.view.RunInfo;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Ends claims that are no longer executed: processes are cancelled if requested, fail after too many rescues, or
 * return to the queue at their last checkpoint. Waits for no lock on PostgreSQL, where a runner cut off in a
 * transaction may still hold it; skipped claims are found later as {@linkplain OrphanedClaims orphans}.
 */
final class LostClaims {

    private static final String LOST = """
            select p.pid, p.fence, p.runner_id, p.step_index, p.step_name, p.attempt, p.percent, p.message, p.other_runs, p.rescues, p.step_started_at,
                p.cancel_requested_at, p.ends_as, p.compensating, case when p.specification like '%"compensation"%' then 1 else 0 end as may_compensate, now_millis() as looked_at, (select r.seen_at from runner r where r.id = p.runner_id) as seen_at
              from process p where p.state = 'RUNNING' and %s order by p.pid""";
    private static final String OF_RUNNER = LOST.replace("%s", "p.runner_id = ?");
    private static final String OF_PROCESS = LOST.replace("%s", "p.pid = ? and p.fence = ?");

    private final Connection connection;
    private final Dialect dialect;
    private final int maxRescues;

    /**
     * @param connection in a transaction
     * @param maxRescues maximum rescues of a process without progress
     */
    LostClaims(Connection connection, Dialect dialect, int maxRescues) {
        this.connection = connection;
        this.dialect = dialect;
        this.maxRescues = maxRescues;
    }

    /** @param heldUntil empty if the runner is alive; then nothing was executed but what has begun */
    record Lost(String pid, long fence, String runnerId, Optional<Long> heldUntil, int stepIndex, String stepName, int attempt, Optional<Begun> begun, int otherRuns, int rescues,
            boolean isToBeCancelled, Optional<Compensation> compensation, boolean mayCompensate, Instant seen) implements HeldClaim {

        static Lost read(ResultSet row, String self) throws SQLException {
            String runner = row.getString("runner_id");
            // Null, read as 0, for a runner already removed.
            Optional<Long> heldUntil = self.equals(runner) ? Optional.empty() : Optional.of(row.getLong("seen_at"));
            Optional<Begun> begun = row.getObject("step_started_at") == null ? Optional.empty()
                    : Optional.of(new Begun(row.getLong("step_started_at"), row.getInt("percent"), row.getString("message")));
            return new Lost(row.getString("pid"), row.getLong("fence"), runner, heldUntil, row.getInt("step_index"), row.getString("step_name"), row.getInt("attempt"), begun,
                    row.getInt("other_runs"), row.getInt("rescues"), row.getObject("cancel_requested_at") != null, ClaimedRow.compensation(row),
                    row.getInt("may_compensate") == 1, Instant.ofEpochMilli(row.getLong("looked_at")));
        }

        /** Whether it may have been lost during a step, and because of it. */
        private boolean countsAsRescue() {
            return begun.isPresent() || heldUntil.isPresent();
        }

        private String step() {
            return stepName == null ? "" : stepName;
        }

        private Advance ended(ProcessState state, Optional<ProcessError> error, String reason) {
            return withRun(new Advance(this, stepIndex, state, stepIndex, Optional.ofNullable(stepName), attempt, begun.map(Begun::percent).orElse(0), Optional.empty(),
                    Duration.ZERO, error, List.of()).withCompensation(compensation.map(Compensation::broken)), reason);
        }

        /** The next attempt has a number of its own if it is known that there was one. */
        private Advance handedBack(List<LogLine> lines, String reason) {
            Advance next = new Advance(this, stepIndex, ProcessState.QUEUED, stepIndex, Optional.ofNullable(stepName), begun.isPresent() ? attempt + 1 : attempt, 0,
                    Optional.empty(), Duration.ZERO, Optional.empty(), lines).withCompensation(compensation);
            return withRun(countsAsRescue() ? next.asRescue() : next, reason);
        }

        private Advance withRun(Advance next, String reason) {
            Optional<ProcessError> error = Optional.of(ProcessError.of(step(), attempt, RunnerLostException.class, reason));
            Optional<Integer> compensated = compensation.flatMap(Compensation::step);
            return begun.map(step -> next.withRun(new EndedRun(stepIndex + otherRuns + 1, compensated.orElse(stepIndex), step(), attempt, RunInfo.Status.LOST, step.at(),
                    step.percent(), step.message(), error, false, compensated.map(at -> Compensated.WITHOUT_OUTPUT)))).orElse(next);
        }
    }

    /**
     * The step that is known to have begun.
     *
     * @param at when, in milliseconds of the database's clock
     * @param message what it last said; may be null
     */
    record Begun(long at, int percent, String message) {
    }

    /**
     * @param log for the log of the process
     * @param error for a process that is not continued
     */
    record Reason(String log, String error) {
    }

    /** @return the claims of a runner that has ended */
    List<Lost> ofEnded(String runnerId) throws SQLException {
        return read(OF_RUNNER, "", runnerId);
    }

    /** @return a claim if still held and not locked; {@code self} is a live runner */
    Optional<Lost> of(OrphanedClaims.Held claim, String self) throws SQLException {
        return read(OF_PROCESS, self, claim.pid(), claim.fence()).stream().findFirst();
    }

    private List<Lost> read(String sql, String self, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql + dialect.lockingWhatIsFree())) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<Lost> lost = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    lost.add(Lost.read(row, self));
                }
            }
            return lost;
        }
    }

    /** @return the new states, except of processes whose claim has ended meanwhile */
    List<ProcessState> end(List<Lost> claims, Reason reason) throws SQLException {
        List<Advance> ends = claims.stream().map(lost -> end(lost, reason)).toList();
        List<Result> results = new GroupCommitStatements(connection, dialect, false).write(List.copyOf(ends));
        return IntStream.range(0, ends.size()).filter(i -> results.get(i) == Result.APPLIED).mapToObj(i -> ends.get(i).state()).toList();
    }

    private Advance end(Lost lost, Reason reason) {
        boolean isCompensationRequested = lost.compensation().filter(Compensation::isRequest).isPresent();
        if (lost.isToBeCancelled() && !isCompensationRequested) {
            return lost.ended(ProcessState.CANCELLED, Optional.empty(), reason.log());
        }
        // Whoever claims it next decides what is to be compensated.
        boolean isHopeless = lost.rescues() >= maxRescues;
        if (!lost.countsAsRescue() || isCompensationRequested || isHopeless && lost.mayCompensate()) {
            return lost.handedBack(List.of(), reason.log());
        }
        if (isHopeless) {
            return lost.ended(ProcessState.FAILED, Optional.of(ProcessError.of(lost.step(), lost.attempt(), RunnerLostException.class,
                    RunnerLostException.lost(reason.error(), maxRescues))), reason.log());
        }
        return lost.handedBack(List.of(new LogLine(lost.seen(), lost.step(), lost.attempt(), LogLine.Stream.LOG, reason.log() + ". The process continues from its last"
                + " checkpoint, so this step is executed again (rescue " + (lost.rescues() + 1) + " of at most " + maxRescues + " without having got any further)")), reason.log());
    }
}
