package io.processmanager.runner;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/**
 * Stops the runner while the deployment is still whole. Payara ends the web module with its class loader before the EJBs: in the
 * {@code @PreDestroy} of the timer, classes that were never needed until then could no longer be loaded, and nothing would be handed back.
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
