package io.processmanager.execution.connections;

/**
 * A connection left open by a step.
 *
 * @param connection the connection
 * @param pool its pool's name
 */
public record LeftConnection(AutoCloseable connection, String pool) {

    private static final System.Logger LOG = System.getLogger(LeftConnection.class.getName());

    /**
     * Closes the connection, its statements and result sets.
     *
     * @return whether it was open; another thread may have closed it, unnoticed by the server
     */
    public boolean close() {
        try {
            if (isClosed()) {
                return false;
            }
            connection.close();
        } catch (Exception failure) {
            LOG.log(System.Logger.Level.WARNING, "A connection of the pool " + pool + " that a step has left open could not be closed; the pool may be one short", failure);
        }
        return true;
    }

    private boolean isClosed() {
        ServerObject asked = new ServerObject(connection);
        return asked.hasMethod("isClosed") && Boolean.TRUE.equals(asked.call("isClosed").object());
    }
}
