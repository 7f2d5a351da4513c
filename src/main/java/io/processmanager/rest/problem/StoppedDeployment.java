package io.processmanager.rest.problem;

import io.undertow.server.DefaultResponseListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.util.HttpString;
import jakarta.servlet.ServletContext;

/**
 * On WildFly, answers requests refused because the deployment has stopped meanwhile (UT010051). No filter sees them;
 * the server would send a bare 500.
 */
public class StoppedDeployment implements ServletExtension {

    private static final int INTERNAL_SERVER_ERROR = 500;

    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        // Created early, while all classes can be loaded.
        Problem problem = GoingAway.problem();
        String body = problem.json().toString();
        DefaultResponseListener answer = exchange -> exchange.getStatusCode() == INTERNAL_SERVER_ERROR && GoingAway.is(context) && send(problem, body, exchange);
        deployment.addInitialHandlerChainWrapper(next -> exchange -> {
            exchange.addDefaultResponseListener(answer);
            next.handleRequest(exchange);
        });
    }

    private static boolean send(Problem problem, String body, HttpServerExchange exchange) {
        exchange.setStatusCode(problem.status());
        problem.headers().forEach((name, value) -> exchange.getResponseHeaders().put(new HttpString(name), value));
        exchange.getResponseHeaders().put(new HttpString("Content-Type"), ProblemMapper.PROBLEM_JSON.toString());
        exchange.getResponseHeaders().put(new HttpString("Cache-Control"), "no-store");
        exchange.getResponseSender().send(body);
        return true;
    }
}
