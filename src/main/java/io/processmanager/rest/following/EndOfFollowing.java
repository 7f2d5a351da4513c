package io.processmanager.rest.following;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;

/** Answers all who follow or wait while the deployment is still whole. What the container ends first otherwise is what they are served by. */
@WebListener
public class EndOfFollowing implements ServletContextListener {

    @Inject
    EventStreams streams;

    @Inject
    SettledProcess settled;

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        streams.end();
        settled.end();
    }
}
