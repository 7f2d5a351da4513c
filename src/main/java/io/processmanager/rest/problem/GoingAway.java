package io.processmanager.rest.problem;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.ws.rs.core.Response;

/** Knows whether the deployment is going away: requests that are still under way then find less and less of what they need. */
@WebListener
public class GoingAway implements ServletContextListener {

    private static final String ATTRIBUTE = GoingAway.class.getName();

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        event.getServletContext().setAttribute(ATTRIBUTE, true);
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
