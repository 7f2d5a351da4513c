package io.processmanager.execution.connections;

/**
 * A connection that a step has left open.
 *
 * @param connection the connection
 * @param pool the name of the pool that it is from
 */
public record LeftConnection(AutoCloseable connection, String pool) {

    private static final System.Logger LOG = System.getLogger(LeftConnection.class.getName());

    /**
     * Closes it, and with it its statements and result sets.
     *
     * @return whether it was open; another thread may have closed it, which servers do not notice
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
