package io.processmanager.testing;

import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One server for all test classes of this JVM that leave it as they found it, because each start takes ten seconds. It is started when a constructor or
 * a test first asks for a {@link ApplicationServer} or its {@link HttpApi}, and closed when the session of the JUnit launcher ends. Its steps are those
 * of the WAR and the test steps in {@code io.processmanager.reststeps}, dropped into it as a step jar.
 */
public final class SharedServer implements ParameterResolver {

    /** What the server's setting {@code process-manager.rest.max-followers} is. */
    public static final int MAX_FOLLOWERS = 20;

    private static final Namespace NAMESPACE = Namespace.create(SharedServer.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> wanted = parameter.getParameter().getType();
        return wanted == HttpApi.class || wanted == ApplicationServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        ApplicationServer server = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE)
                .getOrComputeIfAbsent(ApplicationServer.class, key -> start(), ApplicationServer.class);
        return parameter.getParameter().getType() == HttpApi.class ? server.api() : server;
    }

    /** The jar with the test steps. */
    public static Path steps() {
        Path jar = Path.of(BuildProperty.of("project.build.directory"), "rest-steps.jar");
        ShrinkWrap.create(JavaArchive.class, "rest-steps.jar").addPackage("io.processmanager.reststeps").as(ZipExporter.class)
                .exportTo(jar.toFile(), true);
        return jar;
    }

    private static ApplicationServer start() {
        return ApplicationServer.named("shared").stepJar(steps()).setting("process-manager.rest.max-followers", MAX_FOLLOWERS)
                .setting("process-manager.command.allowed", "cat,sh").start();
    }
}
