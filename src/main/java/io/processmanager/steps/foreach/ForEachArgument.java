package io.processmanager.steps.foreach;

import io.processmanager.StepSpec;
import io.processmanager.Violation;
import io.processmanager.json.JsonMapping;
import io.processmanager.specification.FieldReader;
import io.processmanager.specification.JsonKind;
import io.processmanager.specification.SpecificationReader;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * The argument of a {@code for-each} step.
 *
 * @param origin where the items are
 * @param step what is executed for each of them
 * @param maxConcurrent for how many at a time
 * @param collectsErrors whether failed items are results like others
 */
public record ForEachArgument(Origin origin, StepSpec step, int maxConcurrent, boolean collectsErrors) {

    private static final String ITEMS = "items";
    private static final String STEP = "step";
    private static final List<String> FIELDS = List.of(ITEMS, STEP, "max_concurrent", "on_error");
    private static final int DEFAULT_CONCURRENT = 4;
    private static final StepSpec UNREAD = StepSpec.ofType("?");

    /** Where the items are. */
    public sealed interface Origin {

        /** An array in the data, named by a JSON pointer. */
        record Data(String pointer) implements Origin {
        }

        /** A file with a JSON value in each line. */
        record LinesOfFile(String path) implements Origin {
        }

        /** A bean, by its name or a type. */
        record Bean(String source) implements Origin {
        }
    }

    private enum OnError {
        stop, collect
    }

    /**
     * @param argument as given
     * @param path its position, such as {@code [0]}
     * @param mostConcurrent what the setting allows
     * @param violations receives all that is wrong with it, and with the step
     * @return the argument, as far as it could be read
     */
    public static ForEachArgument read(JsonObject argument, String path, int mostConcurrent, SpecificationReader specifications, List<Violation> violations) {
        FieldReader fields = new FieldReader(argument, path, violations, FIELDS);
        Origin origin = origin(fields, argument.getOrDefault(ITEMS, JsonValue.NULL));
        Optional<JsonObject> given = fields.object(STEP);
        if (given.isEmpty() && !fields.hasRefused(STEP)) {
            fields.refuse(STEP, "is missing; give what is to be executed for each item, such as {\"type\": \"merge\", \"args\": [{\"seen\": true}]}");
        }
        StepSpec step = given.map(read -> specifications.readStepWithin(read, fields.pathOf(STEP), violations)).orElse(UNREAD);
        int concurrent = fields.wholeNumber("max_concurrent").orElse(Math.min(DEFAULT_CONCURRENT, mostConcurrent));
        if (concurrent < 1 || concurrent > mostConcurrent) {
            fields.refuse("max_concurrent", "expected 1 to " + mostConcurrent + ", which is what process-manager.step.max-threads allows");
        }
        boolean collects = fields.oneOf("on_error", OnError.values(), OnError::name).filter(OnError.collect::equals).isPresent();
        return new ForEachArgument(origin, step, concurrent, collects);
    }

    private static Origin origin(FieldReader fields, JsonValue items) {
        if (items instanceof JsonString pointer) {
            try {
                JsonMapping.JSON.createPointer(pointer.getString());
            } catch (JsonException | IllegalArgumentException invalid) {
                fields.refuse(ITEMS, "expected a JSON pointer, such as /orders");
            }
            return new Origin.Data(pointer.getString());
        }
        if (items instanceof JsonObject) {
            FieldReader within = fields.within(ITEMS, List.of("file", "source")).orElseThrow();
            Optional<String> file = within.text("file");
            Optional<String> source = within.text("source");
            if (file.isPresent() == source.isPresent() && !within.hasRefusedAny()) {
                fields.refuse(ITEMS, "expected either 'file' or 'source'");
            }
            return file.<Origin>map(Origin.LinesOfFile::new).or(() -> source.map(Origin.Bean::new)).orElse(new Origin.Data(""));
        }
        fields.refuse(ITEMS, "expected a JSON pointer to an array of the data, {\"file\": …} or {\"source\": …}, got " + JsonKind.of(items));
        return new Origin.Data("");
    }
}
