package io.processmanager.runner;

import io.processmanager.runner.nodes.ThisNode;
import io.processmanager.runner.report.RunnerLog;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Properties;

/**
 * Tells the runner its server and version, and stops it while the deployment is intact. Payara closes the web module's
 * class loader before the EJBs: in the timer's {@code @PreDestroy} no new class could be loaded, and nothing handed back.
 */
@WebListener
public class OrderlyStop implements ServletContextListener {

    private static final String BUILD = "META-INF/maven/io.processmanager/process-manager/pom.properties";

    @Inject
    RunnerTimer timer;

    @Inject
    ThisNode node;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        ServletContext context = event.getServletContext();
        node.isDeployed(context.getServerInfo(), version(context));
    }

    /** The build writes it into the WAR; an application that brings the classes in a jar has it there. */
    private static Optional<String> version(ServletContext context) {
        try (InputStream ofWar = context.getResourceAsStream("/" + BUILD); InputStream ofJar = OrderlyStop.class.getClassLoader().getResourceAsStream(BUILD)) {
            Properties build = new Properties();
            if (ofWar != null || ofJar != null) {
                build.load(ofWar != null ? ofWar : ofJar);
            }
            return Optional.ofNullable(build.getProperty("version"));
        } catch (IOException unreadable) {
            RunnerLog.warning("The version of Process Manager is not shown among the runners, since " + BUILD + " cannot be read: " + unreadable.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        timer.stop();
    }
}
