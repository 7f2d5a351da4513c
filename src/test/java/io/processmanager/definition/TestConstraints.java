package io.processmanager.definition;

import io.processmanager.Violation;
import io.processmanager.definition.constraint.Constraints;
import io.processmanager.definition.shape.StrictMapping;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/** Where no validator is: nothing has constraints. */
final class TestConstraints extends Constraints {

    static final Constraints NONE = new TestConstraints();

    @Override
    public List<Violation> violations(Constructor<?> constructor, Map<Integer, Object> arguments, IntFunction<StrictMapping> mappings) {
        return List.of();
    }

    @Override
    public void checkInput(StrictMapping mapping, Object input) {
        // There is nothing to check.
    }
}
