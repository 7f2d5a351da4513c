package io.processmanager.rest.following;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ext.Provider;
import org.glassfish.jersey.server.spi.Container;
import org.glassfish.jersey.server.spi.ContainerLifecycleListener;

/**
 * Answers all who follow or wait while the deployment is still whole. Jersey, which they are served by, ends before a servlet container tells any other listener of the
 * end, and announces its own to no one but such listeners.
 */
@Provider
@ApplicationScoped
public class EndOfFollowing implements ContainerLifecycleListener {

    @Inject
    EventStreams streams;

    @Inject
    SettledProcess settled;

    @Override
    public void onStartup(Container container) {
        // Nobody follows yet.
    }

    @Override
    public void onReload(Container container) {
        // Those who follow are served on.
    }

    @Override
    public void onShutdown(Container container) {
        streams.end();
        settled.end();
    }
}
