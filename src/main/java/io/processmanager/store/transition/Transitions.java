package io.processmanager.store.transition;

import static io.processmanager.database.statement.Parameter.BIGINT;
import static io.processmanager.database.statement.Parameter.FLAG;
import static io.processmanager.database.statement.Parameter.INTEGER;
import static io.processmanager.database.statement.Parameter.LARGE_TEXT;
import static io.processmanager.database.statement.Parameter.SHARED_TEXT;
import static io.processmanager.database.statement.Parameter.TEXT;

import io.processmanager.compensation.Compensation;
import io.processmanager.database.statement.ColumnValues;
import io.processmanager.database.statement.Parameter;
import io.processmanager.store.entity.ProcessEntity;
import io.processmanager.store.entity.StoredError;
import io.processmanager.store.transition.RunnerWrite.Advance;
import io.processmanager.store.transition.RunnerWrite.CompletedStep;
import io.processmanager.store.transition.RunnerWrite.Keep;
import io.processmanager.store.transition.RunnerWrite.Report;
import io.processmanager.view.ProcessState;
import java.util.List;
import java.util.stream.Stream;

/**
 * The column changes of each transition, defined once for all databases and for single and batched writes. Changes by
 * callers are methods of {@link ProcessEntity}.
 */
public final class Transitions {

    public static final ColumnValues START = ColumnValues.of("""
            pid           = :pid
            name          = :name
            specification = :specification
            data          = :data
            step_name     = :step_name
            step_count    = :step_count
            timeout_ms    = :timeout_ms
            created_at    = :created_at
            due_at        = :due_at
            state         = 'QUEUED'
            fence         = 0
            revision      = 0
            step_index    = 0
            attempt       = 1
            percent       = 0
            spent_ms      = 0
            rescues       = 0
            """);

    /** No step has begun yet: see {@link ProcessEntity#stepStartedAt}. */
    public static final ColumnValues CLAIM = ColumnValues.of("""
            state           = 'RUNNING'
            fence           = fence + 1
            revision        = revision + 1
            runner_id       = :runner_id
            claimed_at      = now_millis()
            step_started_at = null
            percent         = 0
            message         = null
            """);

    /** Claimed on insert. */
    public static final ColumnValues CLAIMED_START = START.changedBy(CLAIM);

    /** What an ordinary start leaves to the defaults of the columns. */
    private static final ColumnValues TURN = ColumnValues.of("""
            queue           = :queue
            priority        = :priority
            unique_key      = :unique_key
            concurrency_key = :concurrency_key
            tags            = :tags
            queued_by       = :queued_by
            schedule        = :schedule
            parent          = :parent
            """);

    public static final ColumnValues START_WITH_TURN = START.changedBy(TURN);
    public static final ColumnValues CLAIMED_START_WITH_TURN = CLAIMED_START.changedBy(TURN);

    public static final List<Parameter<ProcessEntity, ?>> STARTED = List.of(
            new Parameter<>("pid", TEXT, process -> process.pid()),
            new Parameter<>("name", TEXT, process -> process.name()),
            new Parameter<>("specification", LARGE_TEXT, process -> process.specification()),
            new Parameter<>("data", LARGE_TEXT, process -> process.data()),
            new Parameter<>("step_name", TEXT, process -> process.stepName()),
            new Parameter<>("step_count", INTEGER, process -> process.stepCount()),
            new Parameter<>("timeout_ms", BIGINT, process -> process.timeoutMillis()),
            new Parameter<>("created_at", BIGINT, process -> process.createdAt()),
            new Parameter<>("due_at", BIGINT, process -> process.dueAt()),
            new Parameter<>("queue", TEXT, process -> process.turn().queue()),
            new Parameter<>("priority", INTEGER, process -> process.turn().priority()),
            new Parameter<>("unique_key", TEXT, process -> process.turn().uniqueKey()),
            new Parameter<>("concurrency_key", TEXT, process -> process.turn().concurrencyKey()),
            new Parameter<>("tags", TEXT, process -> process.turn().tags()),
            new Parameter<>("queued_by", TEXT, process -> process.turn().queuedBy()),
            new Parameter<>("schedule", TEXT, process -> process.turn().schedule()),
            new Parameter<>("parent", TEXT, process -> process.turn().parent()),
            new Parameter<>("runner_id", SHARED_TEXT, process -> process.runnerId()));

    /** The first report after a claim starts the running time. */
    static final Transition<Report> REPORT = new Transition<>(ColumnValues.of("""
            revision        = revision + 1
            percent         = :percent
            message         = :message
            started_at      = coalesce(started_at, :began)
            claimed_at      = case when step_started_at is null then :began else claimed_at end
            step_started_at = :began
            """), "", List.of(
            new Parameter<>("pid", TEXT, report -> report.claim().pid()),
            new Parameter<>("fence", BIGINT, report -> report.claim().fence()),
            new Parameter<>("percent", INTEGER, Report::percent),
            new Parameter<>("message", TEXT, Report::message),
            new Parameter<>("began", BIGINT, Report::startedAt)));

    static final Transition<Keep> KEEP = new Transition<>(ColumnValues.of("""
            kept    = :kept
            rescues = 0
            """), "", List.of(
            new Parameter<>("pid", TEXT, keep -> keep.claim().pid()),
            new Parameter<>("fence", BIGINT, keep -> keep.claim().fence()),
            new Parameter<>("kept", LARGE_TEXT, Keep::json)));

    static final List<Parameter<Advance, ?>> ADVANCED = Stream.<Parameter<Advance, ?>>concat(EndedRunRow.PARAMETERS.stream(), Stream.of(
            new Parameter<>("pid", TEXT, advance -> advance.claim().pid()),
            new Parameter<>("fence", BIGINT, advance -> advance.claim().fence()),
            new Parameter<>("held_until", BIGINT, advance -> advance.claim().heldUntil().orElse(null)),
            new Parameter<>("from_step", INTEGER, Advance::fromStep),
            new Parameter<>("state", TEXT, advance -> advance.state().name()),
            new Parameter<>("stays_claimed", FLAG, advance -> advance.state() == ProcessState.RUNNING),
            new Parameter<>("heeds_cancel", FLAG, advance -> advance.state() == ProcessState.CANCELLED || advance.compensation().filter(Compensation::isRequest).isPresent()),
            new Parameter<>("is_ended", FLAG, advance -> advance.state().isEnded()),
            new Parameter<>("step_index", INTEGER, Advance::stepIndex),
            new Parameter<>("step_name", TEXT, advance -> advance.stepName().orElse(null)),
            new Parameter<>("attempt", INTEGER, Advance::attempt),
            new Parameter<>("percent", INTEGER, Advance::percent),
            new Parameter<>("rescued", INTEGER, advance -> advance.isRescue() ? 1 : 0),
            new Parameter<>("pause", BIGINT, Transitions::pause),
            new Parameter<>("error", LARGE_TEXT, advance -> advance.error().map(StoredError::write).orElse(null)),
            new Parameter<>("retried", INTEGER, advance -> advance.run().filter(EndedRun::isRetried).isPresent() ? 1 : 0),
            new Parameter<>("run_ended", INTEGER, advance -> advance.run().isPresent() ? 1 : 0),
            new Parameter<>("run_failed", INTEGER, advance -> advance.run().filter(EndedRun::isFailed).isPresent() ? 1 : 0),
            new Parameter<>("last_status", TEXT, advance -> advance.run().filter(run -> run.compensated().isEmpty()).map(run -> run.status().name()).orElse(null)),
            new Parameter<>("is_compensating", FLAG, advance -> advance.compensation().isPresent()),
            new Parameter<>("ends_as", TEXT, advance -> advance.compensation().map(compensation -> compensation.endsAs().name()).orElse(null)),
            new Parameter<>("compensating", BIGINT, advance -> advance.compensation().flatMap(Compensation::step).map(Integer::longValue).orElse(null)),
            new Parameter<>("is_whole", FLAG, advance -> !advance.breaksCompensation()),
            new Parameter<>("moves", FLAG, advance -> advance.compensation().filter(Compensation::moves).isPresent()),
            new Parameter<>("moves_to", BIGINT, advance -> advance.compensation().filter(Compensation::moves).flatMap(Compensation::step).map(Integer::longValue).orElse(null)),
            new Parameter<>("compensation_failed", INTEGER, advance -> advance.compensation().filter(Compensation::hasFailed).isPresent() ? 1 : 0),
            new Parameter<>("began", BIGINT, advance -> completed(advance).startedAt()),
            new Parameter<>("completed_step", INTEGER, advance -> completed(advance).stepIndex()),
            new Parameter<>("completed_run", INTEGER, advance -> completed(advance).run()),
            new Parameter<>("completed_attempt", INTEGER, advance -> completed(advance).attempt()),
            new Parameter<>("completed_from", BIGINT, advance -> completed(advance).startedAt()),
            new Parameter<>("completed_at", BIGINT, advance -> completed(advance).finishedAt()),
            new Parameter<>("completed_message", TEXT, advance -> completed(advance).message()),
            new Parameter<>("output", LARGE_TEXT, advance -> completed(advance).outputJson()),
            new Parameter<>("output_bytes", INTEGER, advance -> completed(advance).outputBytes()))).toList();

    /** The process must be at this step; after a cancel request it can only be cancelled, with compensation if requested. */
    private static final String UNDISTURBED = "step_index = :from_step and (cancel_requested_at is null or :heeds_cancel) and (ends_as is null or :is_compensating)";

    /** Also records when the step began, if that was never reported. */
    public static final Transition<Advance> CHECKPOINT = new Transition<>(ColumnValues.of("""
            state           = :state
            revision        = revision + 1
            step_index      = :step_index
            step_name       = :step_name
            attempt         = :attempt
            percent         = :percent
            message         = null
            next_input      = null
            kept            = null
            rescues         = 0
            retries         = 0
            failed_runs     = 0
            last_run_status = 'SUCCESS'
            runner_id       = case when :stays_claimed then runner_id else null end
            last_runner_id  = runner_id
            started_at      = coalesce(started_at, :began)
            step_started_at = case when :stays_claimed then now_millis() else step_started_at end
            spent_ms        = spent_ms + now_millis() - case when :began > claimed_at then :began else claimed_at end
            claimed_at      = now_millis()
            due_at          = coalesce(now_millis() + :pause, due_at)
            finished_at     = case when :is_ended then now_millis() else null end
            error           = :error
            """), UNDISTURBED, ADVANCED);

    /** The row that a checkpoint inserts, except its pid. */
    static final ColumnValues STEP = ColumnValues.of("""
            step_index  = :completed_step
            run         = :completed_run
            attempt     = :completed_attempt
            started_at  = :completed_from
            finished_at = :completed_at
            message     = :completed_message
            output_json = :output
            """);

    private static final String AFTER_ALL_ATTEMPTS = "(select max(a.attempt) + 1 from (select s.attempt from process_step s where s.pid = :pid and s.step_index = :moves_to"
            + " union all select r.attempt from process_run r where r.pid = :pid and r.step_index = :moves_to) a)";

    /**
     * A claim ends without a completed step. It counts as executed if a step is known to have begun, or if the runner
     * is gone; then running time ends with its last sign of life. What compensates a completed step counts its attempts
     * on from those of the step, and has the running time and rescues of a process of its own.
     */
    static final Transition<Advance> END_OF_CLAIM = new Transition<>(ColumnValues.of("""
            state          = :state
            revision       = revision + 1
            step_index     = :step_index
            step_name      = :step_name
            attempt        = coalesce(:after_all_attempts, :attempt)
            percent        = :percent
            rescues        = case when :moves then 0 else rescues + :rescued end
            times_rescued  = times_rescued + :rescued
            retries        = case when :moves then 0 else retries + :retried end
            other_runs     = other_runs + :run_ended
            failed_runs    = failed_runs + :run_failed
            last_run_status = coalesce(:last_status, last_run_status)
            ends_as        = case when :is_compensating then :ends_as else ends_as end
            compensating   = :compensating
            compensation_run = case when :moves and compensation_run is null then step_index + other_runs + :run_ended + 1 else compensation_run end
            failed_compensations = failed_compensations + :compensation_failed
            cancel_requested_at = case when :moves then null else cancel_requested_at end
            runner_id      = null
            last_runner_id = case when step_started_at is null and :held_until is null then last_runner_id else runner_id end
            spent_ms       = case when :moves then 0 else spent_ms + case when step_started_at is null or :held_until < claimed_at then 0 else coalesce(:held_until, now_millis()) - claimed_at end end
            due_at         = coalesce(now_millis() + :pause, due_at)
            finished_at    = case when :is_ended then now_millis() else null end
            error          = case when compensation_run is null then :error else error end
            """.replace(":after_all_attempts", AFTER_ALL_ATTEMPTS)), UNDISTURBED + " and (cancel_requested_at is not null or :is_whole)", ADVANCED);

    private Transitions() {
    }

    private static Long pause(Advance advance) {
        return advance.state() == ProcessState.QUEUED || advance.state() == ProcessState.WAITING ? advance.pause().toMillis() : null;
    }

    private static CompletedStep completed(Advance advance) {
        return advance.completed().orElseThrow();
    }
}
