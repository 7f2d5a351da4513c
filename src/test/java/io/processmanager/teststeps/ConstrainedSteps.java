package io.processmanager.teststeps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.teststeps.ConstructedSteps.ShortGreeting;
import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Steps whose arguments and inputs have constraints. */
public final class ConstrainedSteps {

    /** Where steps note that they were made. */
    public static final String MADE = "constrained steps";

    private ConstrainedSteps() {
    }

    /** Notes when it is made, and passes its input on. */
    abstract static class Noted<I> implements ProcessStep<I, I> {
        Noted() {
            Executions.add(MADE, getClass().getSimpleName());
        }

        @Override
        public I execute(I input, StepContext context) {
            return input;
        }
    }

    /** Simple arguments and a service; that one is not there yet when the arguments are checked. */
    public static final class Pays extends Noted<JsonValue> {
        public Pays(@NotNull @Positive BigDecimal amount, @Size(max = 3, message = "must be a code of at most {max} letters") String currency, @NotNull ShortGreeting greeting) {
            // only made
        }
    }

    /** Elements of containers. */
    public static final class Names extends Noted<JsonValue> {
        public Names(@NotEmpty List<@NotBlank String> names, Map<String, @Positive Integer> shares) {
            // only made
        }
    }

    /** What is ordered. */
    public record Item(@NotBlank String name, @JsonbProperty("number_of") @Min(1) int amount) {
    }

    /** An order. */
    public record Order(@NotBlank String id, @Valid List<@NotNull Item> items, Map<String, @Valid Item> extras, Set<@NotBlank String> tags) {
    }

    /** A record as an argument. */
    public static final class Prepares extends Noted<JsonValue> {
        public Prepares(@Valid Order order) {
            // only made
        }
    }

    /** A record as an argument, whose own constraints are not asked for. */
    public static final class Trusts extends Noted<JsonValue> {
        public Trusts(Order order) {
            // only made
        }
    }

    /** A record as an input. */
    public static final class Ships extends Noted<Order> {
    }

    /** Records within a list as an input. */
    public static final class Packs extends Noted<List<Item>> {
    }

    /** Records within a map as an input. */
    public static final class Sorts extends Noted<Map<String, Item>> {
    }

    /** A class with a constraint of its own as an input. */
    public static class Range {
        public int from;
        public int to;

        @AssertTrue(message = "'from' must not be above 'to'")
        public boolean isOrdered() {
            return from <= to;
        }
    }

    /** Takes it. */
    public static final class Counts extends Noted<Range> {
    }

    /** No validator can tell the size of a number. */
    public static final class Unevaluable extends Noted<JsonValue> {
        public Unevaluable(@Size(max = 3) int number) {
            // never made
        }
    }

    /** Likewise. */
    public record OddInput(@Size(max = 3) int number) {
    }

    /** Takes it. */
    public static final class TakesOddInput extends Noted<OddInput> {
    }

    /** A constraint whose validator is broken. */
    @Target(ElementType.PARAMETER)
    @Retention(RetentionPolicy.RUNTIME)
    @Constraint(validatedBy = Breaks.class)
    public @interface Broken {
        /** Part of every constraint. */
        String message() default "is never said";

        /** Part of every constraint. */
        Class<?>[] groups() default {};

        /** Part of every constraint. */
        Class<? extends Payload>[] payload() default {};
    }

    /** That validator. */
    public static final class Breaks implements ConstraintValidator<Broken, Object> {
        @Override
        public boolean isValid(Object value, ConstraintValidatorContext context) {
            throw new IllegalStateException("the validator is broken");
        }
    }

    /** Has such a constraint. */
    public static final class HasBrokenConstraint extends Noted<JsonValue> {
        public HasBrokenConstraint(@Broken String text) {
            // never made
        }
    }

    /** Says what it was given, in a template that is filled in. */
    public static final class Limited extends Noted<JsonValue> {
        public Limited(@Max(value = 10, message = "is ${validatedValue}, more than {value}") int number, String text) {
            // only made
        }
    }
}
