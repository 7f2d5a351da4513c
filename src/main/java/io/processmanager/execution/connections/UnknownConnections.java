package io.processmanager.execution.connections;

import java.util.List;

/** The connections of a server that does not tell. */
final class UnknownConnections implements OpenConnections {

    @Override
    public void begin() {
        // there is nothing to be told
    }

    @Override
    public List<LeftConnection> open() {
        return List.of();
    }

    @Override
    public void end() {
        // nothing was begun
    }
}
