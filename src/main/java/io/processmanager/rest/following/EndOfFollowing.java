package io.processmanager.rest.following;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.ext.Provider;
import org.glassfish.jersey.server.spi.Container;
import org.glassfish.jersey.server.spi.ContainerLifecycleListener;

/**
 * Answers all followers and waiting clients while the deployment is intact. Jersey, which serves them, stops before a
 * servlet container notifies its listeners, and notifies only its own.
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
        // No followers yet.
    }

    @Override
    public void onReload(Container container) {
        // Followers stay connected.
    }

    @Override
    public void onShutdown(Container container) {
        streams.end();
        settled.end();
    }
}
