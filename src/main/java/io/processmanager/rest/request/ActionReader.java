package io.processmanager.rest.request;

import io.processmanager.Violation;
import io.processmanager.definition.StepNames;
import io.processmanager.queue.QueueLimits;
import io.processmanager.specification.DocumentOrder;
import io.processmanager.specification.FieldReader;
import io.processmanager.specification.SentObject;
import io.processmanager.rest.problem.Problem;
import io.processmanager.rest.problem.ProblemException;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads the bodies of actions. Bodies and fields are optional. */
public final class ActionReader {

    private static final int LONGEST_REASON = 1_000;
    private static final String FROM_STEP = "from_step";

    private ActionReader() {
    }

    /**
     * @param body sent by the client
     * @return data to merge over the interrupting step's output
     * @throws ProblemException for anything else, null data included
     */
    public static JsonObject dataToProceedWith(Optional<SentObject> body) {
        return read(body, List.of("data"), fields -> {
            if (body.isPresent() && body.get().json().containsKey("data") && body.get().json().isNull("data")) {
                fields.refuse("data", "expected an object, got null");
            }
            return fields.object("data").orElse(JsonValue.EMPTY_JSON_OBJECT);
        });
    }

    /** @param reason given by the caller; empty without */
    public record Cancellation(Optional<String> reason, boolean isCompensated) {
    }

    /**
     * @param body sent by the client
     * @return why and how to cancel
     * @throws ProblemException for anything else
     */
    public static Cancellation cancellation(Optional<SentObject> body) {
        return read(body, List.of("reason", "compensate"), fields -> new Cancellation(reason(fields), fields.flag("compensate").orElse(false)));
    }

    static Optional<String> reason(FieldReader fields) {
        Optional<String> reason = fields.text("reason");
        if (reason.isPresent() && (reason.get().length() > LONGEST_REASON || reason.get().indexOf('\0') >= 0)) {
            fields.refuse("reason", "expected at most " + LONGEST_REASON + " characters, none of them the null character");
        }
        return reason;
    }

    /**
     * @param body sent by the client
     * @return the name of a step
     * @throws ProblemException for anything else
     */
    public static Optional<String> stepToRetryFrom(Optional<SentObject> body) {
        return read(body, List.of(FROM_STEP), fields -> {
            Optional<String> step = fields.text(FROM_STEP);
            step.filter(name -> !StepNames.isValid(name)).ifPresent(name -> fields.refuse(FROM_STEP, "expected the name of a step; " + StepNames.RULE));
            return step;
        });
    }

    /**
     * @param body sent by the client
     * @throws ProblemException for any field
     */
    public static void requireNothing(Optional<SentObject> body) {
        read(body, List.of(), fields -> fields);
    }

    /**
     * @param body sent by the client; a limit that is missing or null is none
     * @return the limits, to be checked when they are set
     * @throws ProblemException with all violations, if it cannot be read
     */
    public static QueueLimits limitsOfQueue(SentObject body) {
        return read(Optional.of(body), List.of("max_concurrent", "max_concurrent_per_key", "rate"), fields -> {
            Optional<Integer> most = fields.wholeNumber("max_concurrent");
            Optional<Integer> mostPerKey = fields.wholeNumber("max_concurrent_per_key");
            Optional<QueueLimits.Rate> rate = fields.within("rate", List.of("count", "period")).flatMap(ActionReader::rate);
            QueueLimits limits = new QueueLimits(most, mostPerKey, rate);
            limits.check(fields::refuse);
            return limits;
        });
    }

    private static Optional<QueueLimits.Rate> rate(FieldReader fields) {
        Optional<Integer> count = fields.wholeNumber("count");
        Optional<Duration> period = fields.seconds("period");
        if (count.isEmpty() && !fields.hasRefused("count")) {
            fields.refuse("count", "is missing; expected how many processes may begin in a period");
        }
        if (period.isEmpty() && !fields.hasRefused("period")) {
            fields.refuse("period", "is missing; expected a number of seconds");
        }
        return count.isPresent() && period.isPresent() ? Optional.of(new QueueLimits.Rate(count.get(), period.get())) : Optional.empty();
    }

    static <T> T read(Optional<SentObject> body, List<String> known, Function<FieldReader, T> reader) {
        SentObject sent = body.orElse(new SentObject(JsonValue.EMPTY_JSON_OBJECT, List.of()));
        List<Violation> violations = new ArrayList<>(sent.violations());
        T value = reader.apply(new FieldReader(sent.json(), "", violations, known));
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.invalid(new DocumentOrder(sent.json()).of(violations)));
        }
        return value;
    }
}
