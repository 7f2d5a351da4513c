package io.processmanager.definition.constraint;

import io.processmanager.definition.shape.JsonPlace;
import io.processmanager.definition.shape.StrictMapping;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import java.util.Comparator;

/**
 * A constraint that a value does not meet.
 *
 * @param parameter the index of the constructor's parameter; {@link #NO_PARAMETER} if it is about several, or not about a constructor
 * @param place where the value stands within the argument or the input, told by the names of Java unless it was translated
 * @param message what the constraint says
 */
record UnmetConstraint(int parameter, JsonPlace place, String message) {

    static final int NO_PARAMETER = -1;

    /** The validator has no order. */
    static final Comparator<UnmetConstraint> ORDER = Comparator.comparingInt(UnmetConstraint::parameter).thenComparing(unmet -> unmet.place.path())
            .thenComparing(UnmetConstraint::message);

    /**
     * @param root where the validated value stands itself
     * @param violation what the validator has found
     */
    static UnmetConstraint of(JsonPlace root, ConstraintViolation<?> violation) {
        int parameter = NO_PARAMETER;
        JsonPlace place = root;
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                parameter = node.as(Path.ParameterNode.class).getParameterIndex();
            }
            if (node.isInIterable() && node.getIndex() != null) {
                place = place.then(node.getIndex());
            } else if (node.isInIterable() && node.getKey() != null) {
                place = place.then(node.getKey().toString());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                place = place.then(node.getName());
            }
        }
        return new UnmetConstraint(parameter, place, violation.getMessage());
    }

    /** @return the same, its place told by the names of JSON */
    UnmetConstraint inJson(StrictMapping mapping) {
        return new UnmetConstraint(parameter, mapping.inJson(place), message);
    }

    /** @return the field of the specification of a step */
    String field() {
        return (parameter == NO_PARAMETER ? "args" : "args[" + parameter + "]") + place.path();
    }

    /** @return what is wrong with an input, and where */
    String complaint() {
        return (place.equals(JsonPlace.WHOLE) ? "" : place.pointer() + ": ") + message;
    }
}
