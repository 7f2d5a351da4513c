package io.processmanager.fault;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;

import io.processmanager.testing.WildFlyServer;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.dmr.ModelNode;

/** What an administrator does to a running WildFly. */
final class Management {

    private final WildFlyServer server;

    private Management(WildFlyServer server) {
        this.server = server;
    }

    static Management of(WildFlyServer server) {
        return new Management(server);
    }

    /** Undeploys the WAR and deploys it again. */
    void redeploy() {
        ModelNode operation = operation("redeploy");
        operation.get("address").add("deployment", "process-manager.war");
        execute(operation);
    }

    void suspend() {
        ModelNode operation = operation("suspend");
        operation.get("suspend-timeout").set(10);
        execute(operation);
    }

    void resume() {
        execute(operation("resume"));
    }

    private static ModelNode operation(String name) {
        ModelNode operation = new ModelNode();
        operation.get("operation").set(name);
        operation.get("address").setEmptyList();
        return operation;
    }

    private void execute(ModelNode operation) {
        try (ModelControllerClient client = ModelControllerClient.Factory.create(InetAddress.getLoopbackAddress(), server.managementPort())) {
            ModelNode answer = client.execute(operation);
            assertEquals("success", answer.get("outcome").asString(), answer.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("the management of the server does not answer", e);
        }
    }
}
