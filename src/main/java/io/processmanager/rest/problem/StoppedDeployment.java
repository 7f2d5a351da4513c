package io.processmanager.rest.problem;

import io.undertow.server.DefaultResponseListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.util.HttpString;
import jakarta.servlet.ServletContext;

/**
 * Answers, on WildFly, requests that have found the deployment and are refused because it has stopped meanwhile (UT010051). No filter sees these; the server would answer
 * them with a bare status of 500.
 */
public class StoppedDeployment implements ServletExtension {

    private static final int INTERNAL_SERVER_ERROR = 500;

    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        // Made while all classes can still be loaded.
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
