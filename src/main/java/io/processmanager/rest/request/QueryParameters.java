package io.processmanager.rest.request;

import io.processmanager.Violation;
import io.processmanager.configuration.Nearest;
import io.processmanager.specification.Quoted;
import io.processmanager.rest.problem.Problem;
import io.processmanager.rest.problem.ProblemException;
import io.processmanager.view.ProcessState;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Query parameters. Empty ones count as missing; unknown or repeated ones are refused. */
public final class QueryParameters {

    private static final String OUTPUTS = "outputs";

    private final MultivaluedMap<String, String> given;
    private final List<Violation> violations = new ArrayList<>();

    /**
     * @param uri the address
     * @param known permitted parameters
     */
    public QueryParameters(UriInfo uri, String... known) {
        given = uri.getQueryParameters();
        given.forEach((name, values) -> check(name, values, List.of(known)));
    }

    private void check(String name, List<String> values, List<String> known) {
        if (!known.contains(name)) {
            refuse(name, "is not known" + Nearest.to(Quoted.shortened(name), known).map(nearest -> "; did you mean '" + nearest + "'?")
                    .orElse(known.isEmpty() ? "; this address takes no parameters" : "; expected " + String.join(", ", known)));
        }
        if (values.size() > 1) {
            refuse(name, "is given " + values.size() + " times");
        }
        if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
            refuse(name, "has a null character");
        }
    }

    /**
     * @param name the parameter
     * @return its value
     */
    public Optional<String> text(String name) {
        return Optional.ofNullable(given.getFirst(name)).filter(text -> !text.isEmpty());
    }

    /**
     * @param name the parameter
     * @param preset default value
     * @param most largest permitted value
     * @return its value
     */
    public int limit(String name, int preset, int most) {
        String text = text(name).orElse(String.valueOf(preset));
        int limit = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > most) {
            refuse(name, "expected a whole number from 1 to " + most + ", got " + Quoted.of(text));
        }
        return limit;
    }

    /**
     * @param name the parameter
     * @param form pattern of positions
     * @return its value
     */
    public Optional<String> position(String name, String form) {
        Optional<String> position = text(name);
        if (position.isPresent() && !position.get().matches(form)) {
            refuse(name, "expected what an earlier page has given as next");
        }
        return position;
    }

    /**
     * @param name the parameter
     * @param words permitted values, the default first
     * @return its value
     */
    public String oneOf(String name, String... words) {
        String text = text(name).orElse(words[0]);
        if (!List.of(words).contains(text)) {
            refuse(name, "expected one of " + String.join(", ", words) + ", got " + Quoted.of(text));
            return words[0];
        }
        return text;
    }

    /**
     * @param name the parameter
     * @return its value
     */
    public Optional<ProcessState> state(String name) {
        Optional<ProcessState> state = text(name).flatMap(
                text -> Arrays.stream(ProcessState.values()).filter(candidate -> candidate.jsonName().equals(text)).findFirst());
        if (state.isEmpty()) {
            text(name).ifPresent(text -> refuse(name, "expected one of " + Arrays.stream(ProcessState.values()).map(ProcessState::jsonName)
                    .collect(Collectors.joining(", ")) + ", got " + Quoted.of(text)));
        }
        return state;
    }

    /**
     * @param uri may have {@code outputs=none} only
     * @return whether it has
     * @throws ProblemException for anything else
     */
    public static boolean leaveOutputsOut(UriInfo uri) {
        QueryParameters query = new QueryParameters(uri, OUTPUTS);
        Optional<String> outputs = query.text(OUTPUTS);
        outputs.filter(text -> !text.equals("none")).ifPresent(text -> query.refuse(OUTPUTS, "expected none, got " + Quoted.of(text)));
        query.refuseIfWrong();
        return outputs.isPresent();
    }

    /** @throws ProblemException with all violations so far, if any */
    public void refuseIfWrong() {
        if (!violations.isEmpty()) {
            throw new ProblemException(Problem.invalid(violations));
        }
    }

    private void refuse(String name, String message) {
        violations.add(new Violation(Quoted.shortened(name), message));
    }
}
