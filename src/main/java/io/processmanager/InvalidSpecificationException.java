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
}
