package io.processmanager.rest.request;

import io.processmanager.Violation;
import io.processmanager.rest.problem.Problem;
import io.processmanager.rest.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Refuses queries with broken percent-encoding. WildFly does so itself; on Payara, Jersey repairs them wrongly, so only
 * the servlet request has the original. Both servers refuse broken paths.
 */
@Provider
@PreMatching
public class QueryEncodingFilter implements ContainerRequestFilter {

    private static final Pattern BROKEN = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    @Context
    HttpServletRequest sent;

    /** @throws ProblemException if it is broken */
    @Override
    public void filter(ContainerRequestContext request) {
        String query = sent.getQueryString();
        if (query != null && BROKEN.matcher(query).find()) {
            throw new ProblemException(Problem.invalid(List.of(new Violation("query",
                    "is not percent-encoded as it should be: two hexadecimal digits have to follow each %, which itself is written %25"))));
        }
    }
}
