package io.processmanager.runner;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Stops the runner while the deployment is intact. Payara closes the web module's class loader before the EJBs: in the
 * timer's {@code @PreDestroy} no new class could be loaded, and nothing handed back.
 */
@WebListener
public class OrderlyStop implements ServletContextListener {

    @Inject
    RunnerTimer timer;

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        timer.stop();
    }
}
