package io.processmanager.rest.problem;

import io.processmanager.Violation;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Describes requests that Jakarta REST itself refuses: unknown address, wrong method, unsatisfiable Accept. */
final class HttpProblem {

    private static final String UNREADABLE = "Nothing was done, because the address or a header of the request is not what HTTP prescribes";

    private HttpProblem() {
    }

    /**
     * @param refused has a status of 400 or more
     * @param path relative to the API
     */
    static Problem of(WebApplicationException refused, String method, String path) {
        Response response = refused.getResponse();
        return of(response.getStatusInfo(), detail(response, method, path));
    }

    /** @param status 400 or more */
    static Problem of(Response.StatusType status) {
        return of(status, status.getStatusCode() == 400 ? UNREADABLE : "The request could not be answered");
    }

    private static Problem of(Response.StatusType status, String detail) {
        Problem problem = Problem.of(status, detail);
        return status.getStatusCode() == 400 ? problem.violating(List.of(new Violation("request", detail))) : problem;
    }

    private static String detail(Response response, String method, String path) {
        return switch (response.getStatus()) {
            case 400 -> UNREADABLE;
            case 404 -> "There is nothing at '" + path + "'. Addresses begin with /processes, /executions, /step-types or /runners";
            case 405 -> method + " is not possible at '" + path + "', only " + response.getHeaderString(HttpHeaders.ALLOW);
            case 406 -> "The Accept header of the request takes nothing that '" + path + "' can answer with: application/json, or "
                    + "text/event-stream for the events of a process";
            case 415 -> "The body of the request is of a type that '" + path + "' does not take. Send application/json";
            default -> "The request could not be answered";
        };
    }
}
