package io.processmanager;

import java.util.List;
import java.util.stream.Collectors;

/** A process specification is invalid. Nothing was stored. */
public class InvalidSpecificationException extends ProcessManagerException {

    private final transient List<Violation> violations;

    /** @param violations at least one */
    public InvalidSpecificationException(List<Violation> violations) {
        super(violations.stream().map(v -> v.field() + ": " + v.message()).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    /** @return all violations */
    public List<Violation> violations() {
        return violations;
    }

    /**
     * @param place the path of the specification in a larger document
     * @return all violations, their fields prefixed with it
     */
    public List<Violation> violationsAt(String place) {
        return violations.stream().map(violation -> new Violation(place + violation.field(), violation.message())).toList();
    }
}
