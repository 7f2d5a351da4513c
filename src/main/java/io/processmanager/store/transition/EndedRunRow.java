package io.processmanager.store.transition;

import static io.processmanager.database.statement.Parameter.BIGINT;
import static io.processmanager.database.statement.Parameter.INTEGER;
import static io.processmanager.database.statement.Parameter.LARGE_TEXT;
import static io.processmanager.database.statement.Parameter.TEXT;

import io.processmanager.database.statement.ColumnValues;
import io.processmanager.database.statement.Parameter;
import io.processmanager.store.entity.StoredError;
import io.processmanager.store.transition.EndedRun.Compensated;
import io.processmanager.store.transition.RunnerWrite.Advance;
import java.util.List;

/** The row that the end of a run inserts, unless it is a checkpoint; without the pid and the runner. */
final class EndedRunRow {

    static final ColumnValues COLUMNS = ColumnValues.of("""
            number      = :run
            step_index  = :run_step
            step        = :run_step_name
            attempt     = :run_attempt
            status      = :run_status
            started_at  = :run_from
            finished_at = now_millis()
            percent     = :run_percent
            message     = :run_message
            error       = :run_error
            compensation = :run_compensation
            output_json = :run_output
            output_bytes = :run_output_bytes
            """);

    /** Of an advance that ends a run. */
    static final List<Parameter<Advance, ?>> PARAMETERS = List.of(
            new Parameter<>("run_status", TEXT, advance -> run(advance).status().name()),
            new Parameter<>("run_compensation", INTEGER, advance -> run(advance).compensated().isPresent() ? 1 : 0),
            new Parameter<>("run_output", LARGE_TEXT, advance -> run(advance).compensated().flatMap(Compensated::json).orElse(null)),
            new Parameter<>("run_output_bytes", BIGINT, advance -> run(advance).compensated().filter(compensated -> compensated.json().isPresent())
                    .map(compensated -> (long) compensated.bytes()).orElse(null)),
            new Parameter<>("run", INTEGER, advance -> run(advance).number()),
            new Parameter<>("run_step", INTEGER, advance -> run(advance).stepIndex()),
            new Parameter<>("run_step_name", TEXT, advance -> run(advance).step()),
            new Parameter<>("run_attempt", INTEGER, advance -> run(advance).attempt()),
            new Parameter<>("run_from", BIGINT, advance -> run(advance).startedAt()),
            new Parameter<>("run_percent", INTEGER, advance -> run(advance).percent()),
            new Parameter<>("run_message", TEXT, advance -> run(advance).message()),
            new Parameter<>("run_error", LARGE_TEXT, advance -> run(advance).error().map(StoredError::write).orElse(null)));

    private EndedRunRow() {
    }

    private static EndedRun run(Advance advance) {
        return advance.run().orElseThrow();
    }
}
