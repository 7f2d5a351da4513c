package io.processmanager.rest.problem;

import io.processmanager.rest.representation.Fields;
import jakarta.json.JsonObject;
import jakarta.servlet.ServletContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.UUID;

/**
 * Maps every exception to a problem. Unexpected ones are logged under a reference; clients see only that, no stack
 * trace or class name.
 */
@Provider
public class ProblemMapper implements ExceptionMapper<Throwable> {

    /** Media type of RFC 9457. */
    public static final MediaType PROBLEM_JSON = new MediaType("application", "problem+json");

    Logger log = System.getLogger(ProblemMapper.class.getName());

    @Context
    Request request;

    @Context
    UriInfo uri;

    @Context
    ServletContext context;

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof WebApplicationException http) {
            return http.getResponse().getStatus() < 400 ? http.getResponse() : refused(http);
        }
        return response(ProblemTable.problemOf(thrown).map(known -> noted(known, thrown)).orElseGet(() -> unexpected(thrown)));
    }

    private Response refused(WebApplicationException http) {
        if (http.getResponse().getStatus() >= 500) {
            return response(unexpected(http));
        }
        Response.ResponseBuilder answer = Response.fromResponse(response(HttpProblem.of(http, request.getMethod(), uri.getPath())));
        String allowed = http.getResponse().getHeaderString(HttpHeaders.ALLOW);
        return (allowed == null ? answer : answer.header(HttpHeaders.ALLOW, allowed)).build();
    }

    /** Logs one line for an expected failure, one for a whole database outage, none for client errors. */
    private Problem noted(Problem problem, Throwable thrown) {
        if (ProblemTable.isDatabaseAway(problem)) {
            DatabaseOutage.of(context, log).refused(request.getMethod(), uri.getPath(), thrown);
        } else if (problem.status() >= 500) {
            log.log(Level.WARNING, "{0} {1} was answered with {2}: {3}", request.getMethod(), uri.getPath(), problem.type(), thrown);
        }
        return problem;
    }

    private Problem unexpected(Throwable thrown) {
        if (GoingAway.is(context)) {
            return noted(GoingAway.problem(), thrown);
        }
        String reference = UUID.randomUUID().toString();
        log.log(Level.ERROR, () -> request.getMethod() + " " + uri.getPath() + " failed unexpectedly, reference " + reference, thrown);
        return Problem.named("internal-error", Response.Status.INTERNAL_SERVER_ERROR, "Something went wrong inside",
                "This was not expected. The log of the server tells more under the reference " + reference)
                .with("reference", Fields.string(reference));
    }

    private static Response response(Problem problem) {
        JsonObject body = problem.json();
        Response.ResponseBuilder response = Response.status(problem.status()).type(PROBLEM_JSON).entity(body);
        problem.headers().forEach(response::header);
        return response.build();
    }
}
