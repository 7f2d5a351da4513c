package io.processmanager.rest.problem;

import jakarta.servlet.ServletContext;
import jakarta.ws.rs.core.Response;

/** Whether the deployment is stopping, when pending requests gradually lose what they need. */
final class GoingAway {

    private static final String ATTRIBUTE = GoingAway.class.getName();

    private GoingAway() {
    }

    static void begin(ServletContext context) {
        context.setAttribute(ATTRIBUTE, true);
    }

    static boolean is(ServletContext context) {
        return context.getAttribute(ATTRIBUTE) != null;
    }

    static Problem problem() {
        return Problem.named("going-away", Response.Status.SERVICE_UNAVAILABLE, "The application is being stopped",
                "The server is being stopped, or the application redeployed, and the request was not answered any more. If it was to change something, look whether it has"
                        + " before you repeat it").retryAfter(5);
    }
}
