package io.processmanager.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.dmr.ModelNode;

/** WildFly, with a base directory of its own. */
public final class WildFlyServer extends ApplicationServer {

    private final Path home = Path.of(BuildProperty.of("wildfly.home"));
    private final Path jvmModules = Path.of(BuildProperty.of("project.basedir"), "server-config", "wildfly", "jvm-modules.args");

    WildFlyServer(ServerBuilder builder) {
        super(builder);
    }

    @Override
    void install() {
        Directories.copy(home.resolve("standalone"), directory());
    }

    @Override
    Path deployment() {
        return directory().resolve("deployments/process-manager.war");
    }

    @Override
    Path failedMarker() {
        return directory().resolve("deployments/process-manager.war.failed");
    }

    @Override
    Path configurationFile() {
        return directory().resolve("configuration/standalone.xml");
    }

    @Override
    public void redeploy() {
        ModelNode operation = operation("redeploy");
        operation.get("address").add("deployment", "process-manager.war");
        execute(operation);
    }

    /** Lets requests under way end and takes no more. */
    public void suspend() {
        ModelNode operation = operation("suspend");
        operation.get("suspend-timeout").set(10);
        execute(operation);
    }

    public void resume() {
        execute(operation("resume"));
    }

    private static ModelNode operation(String name) {
        ModelNode operation = new ModelNode();
        operation.get("operation").set(name);
        operation.get("address").setEmptyList();
        return operation;
    }

    private void execute(ModelNode operation) {
        try (ModelControllerClient client = ModelControllerClient.Factory.create(InetAddress.getLoopbackAddress(), managementPort())) {
            ModelNode answer = client.execute(operation);
            if (!answer.get("outcome").asString().equals("success")) {
                throw new AssertionError("the server refuses the operation " + operation + ": " + answer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the management of the server does not answer", e);
        }
    }

    @Override
    List<String> command() {
        List<String> command = new ArrayList<>(List.of("@" + jvmModules));
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("java.net.preferIPv4Stack", "true");
        properties.put("java.awt.headless", "true");
        properties.put("jboss.modules.system.pkgs", "org.jboss.byteman");
        properties.put("org.jboss.boot.log.file", directory().resolve("log/server.log").toString());
        properties.put("logging.configuration", "file:" + directory().resolve("configuration/logging.properties"));
        properties.put("jboss.home.dir", home.toString());
        properties.put("jboss.server.base.dir", directory().toString());
        properties.put("jboss.bind.address", "127.0.0.1");
        properties.put("jboss.http.port", Integer.toString(httpPort()));
        properties.put("jboss.https.port", Integer.toString(httpsPort()));
        properties.put("jboss.management.http.port", Integer.toString(managementPort()));
        command.addAll(jvmArguments(properties));
        command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString(), "-mp", home.resolve("modules").toString(), "org.jboss.as.standalone"));
        return command;
    }
}
