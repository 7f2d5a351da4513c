package io.processmanager.rest.problem;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Adds a problem body to bare error statuses that no mapper sees: unparsable addresses and headers, and failures while
 * the deployment is stopping.
 */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public class BareErrorFilter extends HttpFilter {

    /** Created early, while all classes can be loaded. */
    private final transient Problem goingAway = GoingAway.problem();
    private final transient byte[] goingAwayBody = body(goingAway);

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException | Error failure) {
            if (!GoingAway.is(getServletContext()) || response.isCommitted()) {
                throw failure;
            }
            response.reset();
            response.setStatus(500);
        }
        if (isBareError(response) && !request.isAsyncStarted() && !"HEAD".equals(request.getMethod())) {
            if (response.getStatus() >= 500 && GoingAway.is(getServletContext())) {
                response.setStatus(goingAway.status());
                goingAway.headers().forEach(response::setHeader);
                write(response, goingAwayBody);
            } else {
                write(response, body(HttpProblem.of(Response.Status.fromStatusCode(response.getStatus()))));
            }
        }
    }

    /** Servlet containers destroy filters first. */
    @Override
    public void destroy() {
        GoingAway.begin(getServletContext());
    }

    private static boolean isBareError(HttpServletResponse response) {
        return response.getStatus() >= 400 && response.getContentType() == null && !response.isCommitted();
    }

    private static byte[] body(Problem problem) {
        return problem.json().toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(HttpServletResponse response, byte[] body) throws IOException {
        response.setContentType(ProblemMapper.PROBLEM_JSON.toString());
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
