package io.processmanager;

import java.util.List;
import java.util.stream.Collectors;

/** A process cannot be started or executed as it was specified. Nothing was stored. */
public class InvalidSpecificationException extends ProcessManagerException {

    private final transient List<Violation> violations;

    /** @param violations everything that is wrong, at least one */
    public InvalidSpecificationException(List<Violation> violations) {
        super(violations.stream().map(v -> v.field() + ": " + v.message()).collect(Collectors.joining("; ")));
        this.violations = List.copyOf(violations);
    }

    /** @return everything that is wrong */
    public List<Violation> violations() {
        return violations;
    }

    /**
     * @param place where the specification stands in a larger whole, up to where its own fields begin
     * @return everything that is wrong, each field named as one of the whole
     */
    public List<Violation> violationsAt(String place) {
        return violations.stream().map(violation -> new Violation(place + violation.field(), violation.message())).toList();
    }
}
