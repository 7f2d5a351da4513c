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
 * Gives the errors a body that Jakarta REST answers with a bare status, before any mapper is asked: an address or a header that it
 * cannot even parse.
 */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public class BareErrorFilter extends HttpFilter {

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        chain.doFilter(request, response);
        if (response.getStatus() >= 400 && response.getContentType() == null && !response.isCommitted() && !request.isAsyncStarted()
                && !"HEAD".equals(request.getMethod())) {
            byte[] body = HttpProblem.of(Response.Status.fromStatusCode(response.getStatus())).json().toString().getBytes(StandardCharsets.UTF_8);
            response.setContentType(ProblemMapper.PROBLEM_JSON.toString());
            response.setHeader("Cache-Control", "no-store");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
