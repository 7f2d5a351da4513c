package io.processmanager.testing;

import java.util.Optional;
import org.jboss.arquillian.container.spi.event.container.AfterStop;
import org.jboss.arquillian.container.spi.event.container.BeforeStart;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;

/**
 * The database of the server that Arquillian starts, if it is not the embedded one: the build says so by the port that it has told the server by the
 * product's environment variables. It starts before the server and ends after it.
 */
public final class ContainerDatabase implements LoadableExtension {

    private static final Optional<Integer> PORT = Optional.ofNullable(Integer.getInteger("container.postgresql.port"));

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Keeper.class);
    }

    /** Keeps it running as long as the server runs. */
    public static final class Keeper {

        private Optional<PostgresServer> postgres = Optional.empty();

        public void start(@Observes BeforeStart event) {
            postgres = PORT.map(port -> PostgresServer.start("container", port));
        }

        public void stop(@Observes AfterStop event) {
            postgres.ifPresent(PostgresServer::close);
        }
    }
}
