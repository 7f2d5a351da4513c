package io.processmanager.execution.connections;

import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** The pool connections a thread has taken and not returned. Server-specific. */
public interface OpenConnections {

    /** Call before an attempt, on its thread. */
    void begin();

    /** @return the attempt's open connections; call on its thread */
    List<LeftConnection> open();

    /** Call after the attempt, on its thread. */
    void end();

    /**
     * @param onUse on Payara, called when the server begins a transaction for a component or enlists a resource
     * @return the implementation for this server; one that reports no connections if unsupported
     */
    static OpenConnections ofServer(Runnable onUse) {
        try {
            return search(onUse);
        } catch (NamingException | ClassNotFoundException | RuntimeException otherServer) {
            System.getLogger(OpenConnections.class.getName()).log(System.Logger.Level.WARNING, "This server does not tell which connections a step leaves open, so they"
                    + " stay open: give its pools a time-out for leaked connections, if it knows that", otherServer);
            return new UnknownConnections();
        }
    }

    private static OpenConnections search(Runnable onUse) throws NamingException, ClassNotFoundException {
        try {
            return new PayaraConnections(InitialContext.doLookup("java:appserver/TransactionManager"), onUse);
        } catch (NamingException wildFly) {
            return new WildFlyConnections(InitialContext.doLookup("java:/jdbc/ProcessManager"));
        }
    }
}
