package io.processmanager.execution.connections;

import java.util.List;

/** For servers that do not report open connections. */
final class UnknownConnections implements OpenConnections {

    @Override
    public void begin() {
        // No tracking.
    }

    @Override
    public List<LeftConnection> open() {
        return List.of();
    }

    @Override
    public void end() {
        // No tracking.
    }
}
