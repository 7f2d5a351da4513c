package io.processmanager.rest.problem;

import io.processmanager.ExecutionFailedException;
import io.processmanager.InvalidSpecificationException;
import io.processmanager.NoOutputException;
import io.processmanager.ProcessNotFoundException;
import io.processmanager.ProcessStateException;
import io.processmanager.RunNotFoundException;
import io.processmanager.RunnerNotFoundException;
import io.processmanager.RunnerStateException;
import io.processmanager.ScheduleNotFoundException;
import io.processmanager.StepNotFoundException;
import io.processmanager.UniqueKeyTakenException;
import io.processmanager.UnknownOutcomeException;
import io.processmanager.rest.representation.Fields;
import io.processmanager.rest.representation.ProcessRepresentation;
import jakarta.json.JsonValue;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Maps exceptions to problems. */
final class ProblemTable {

    private static final String DATABASE_AWAY = "database-unavailable";

    private static final List<Row<?>> ROWS = List.of(
            new Row<>(ProblemException.class, ProblemException::problem),
            new Row<>(ProcessNotFoundException.class, ProblemTable::notFound),
            new Row<>(ScheduleNotFoundException.class, ProblemTable::scheduleNotFound),
            new Row<>(RunnerNotFoundException.class, ProblemTable::runnerNotFound),
            new Row<>(RunnerStateException.class, ProblemTable::wrongStatus),
            new Row<>(StepNotFoundException.class, ProblemTable::stepNotFound),
            new Row<>(RunNotFoundException.class, ProblemTable::runNotFound),
            new Row<>(NoOutputException.class, ProblemTable::noOutput),
            new Row<>(ProcessStateException.class, ProblemTable::wrongState),
            new Row<>(UniqueKeyTakenException.class, ProblemTable::keyTaken),
            new Row<>(InvalidSpecificationException.class, invalid -> Problem.invalid(invalid.violations())),
            new Row<>(ExecutionFailedException.class, ProblemTable::executionFailed),
            new Row<>(UnknownOutcomeException.class, ProblemTable::outcomeUnknown));

    private ProblemTable() {
    }

    /** @return the problem, also of a wrapped exception; empty if it is unexpected */
    static Optional<Problem> problemOf(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            for (Row<?> row : ROWS) {
                if (row.type().isInstance(cause)) {
                    return Optional.of(row.problemOf(cause));
                }
            }
        }
        return DatabaseTrouble.isCauseOf(thrown) ? Optional.of(databaseAway()) : Optional.empty();
    }

    private static Problem notFound(ProcessNotFoundException unknown) {
        return Problem.named("process-not-found", Response.Status.NOT_FOUND, "There is no such process", unknown.getMessage())
                .with("pid", Fields.string(unknown.pid()));
    }

    private static Problem runNotFound(RunNotFoundException unknown) {
        return Problem.named("run-not-found", Response.Status.NOT_FOUND, "The process has no such run", unknown.getMessage())
                .with("pid", Fields.string(unknown.pid()));
    }

    private static Problem scheduleNotFound(ScheduleNotFoundException unknown) {
        return Problem.named("schedule-not-found", Response.Status.NOT_FOUND, "There is no such schedule", unknown.getMessage())
                .with("schedule", Fields.string(unknown.schedule()));
    }

    private static Problem runnerNotFound(RunnerNotFoundException unknown) {
        return Problem.named("runner-not-found", Response.Status.NOT_FOUND, "There is no such runner", unknown.getMessage())
                .with("id", Fields.string(unknown.id()));
    }

    private static Problem wrongStatus(RunnerStateException wrong) {
        return Problem.named("runner-state", Response.Status.CONFLICT, "The status of the runner does not allow this", wrong.getMessage())
                .with("id", Fields.string(wrong.id()))
                .with("action", Fields.string(wrong.action()))
                .with("runner_status", Fields.string(wrong.status().jsonName()));
    }

    private static Problem stepNotFound(StepNotFoundException unknown) {
        return Problem.named("step-not-found", Response.Status.NOT_FOUND, "The process has no such step", unknown.getMessage())
                .with("pid", Fields.string(unknown.pid()))
                .with("step", Fields.string(unknown.step()));
    }

    private static Problem noOutput(NoOutputException none) {
        return Problem.named("no-output", Response.Status.NOT_FOUND, "There is no output", none.getMessage())
                .with("pid", Fields.string(none.pid()))
                .with("step", none.step().<JsonValue>map(Fields::string).orElse(JsonValue.NULL))
                .with("process_status", Fields.string(none.state().jsonName()));
    }

    private static Problem wrongState(ProcessStateException wrong) {
        return Problem.named("process-state", Response.Status.CONFLICT, "The state of the process does not allow this", wrong.getMessage())
                .with("pid", Fields.string(wrong.pid()))
                .with("action", Fields.string(wrong.action()))
                .with("process_status", Fields.string(wrong.state().jsonName()));
    }

    /** Nested, as the step's {@code type} would collide with the problem's. */
    private static Problem executionFailed(ExecutionFailedException failed) {
        return Problem.named("execution-failed", new UnprocessableContent(), "A step has failed", failed.getMessage())
                .with("error", ProcessRepresentation.error(failed.error()));
    }

    static boolean isDatabaseAway(Problem problem) {
        return problem.type().endsWith("/" + DATABASE_AWAY);
    }

    private static Problem keyTaken(UniqueKeyTakenException taken) {
        return Problem.named("unique-key-taken", Response.Status.CONFLICT, "The unique key belongs to another process", taken.getMessage())
                .with("pid", Fields.string(taken.pid()))
                .with("unique_key", Fields.string(taken.key()));
    }

    private static Problem databaseAway() {
        return Problem.named(DATABASE_AWAY, Response.Status.SERVICE_UNAVAILABLE, "The database is not available",
                "The database did not do its part, so nothing was changed. Try again in a few seconds").retryAfter(5);
    }

    private static Problem outcomeUnknown(UnknownOutcomeException unknown) {
        Problem problem = Problem.named("outcome-unknown", Response.Status.SERVICE_UNAVAILABLE, "It is not known whether the change was made",
                "The connection to the database broke while the change was being committed, and the database does not tell what became of it. Look the process up before"
                        + " you try again").retryAfter(5).with("pids", Fields.array(unknown.pids(), Fields::string));
        return unknown.pids().size() == 1 ? problem.with("pid", Fields.string(unknown.pid())) : problem;
    }

    private record Row<T extends Throwable>(Class<T> type, Function<T, Problem> problem) {

        Problem problemOf(Throwable thrown) {
            return problem.apply(type.cast(thrown));
        }
    }

    /** Jakarta REST 3.1 lacks a constant for 422. */
    private record UnprocessableContent() implements Response.StatusType {

        @Override
        public int getStatusCode() {
            return 422;
        }

        @Override
        public Response.Status.Family getFamily() {
            return Response.Status.Family.CLIENT_ERROR;
        }

        @Override
        public String getReasonPhrase() {
            return "Unprocessable Content";
        }
    }
}
