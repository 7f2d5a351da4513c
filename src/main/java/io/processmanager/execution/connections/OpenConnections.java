package io.processmanager.execution.connections;

import java.util.List;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Which connections a thread has taken from the server's pools and not given back only the server knows, and each server in its own way. */
public interface OpenConnections {

    /** To be called before an attempt, on its thread. */
    void begin();

    /** @return the connections that the attempt has open at this moment; to be called on the same thread */
    List<LeftConnection> open();

    /** To be called after the attempt, on the same thread. */
    void end();

    /**
     * @param onUse called, on Payara, whenever the server begins a transaction for a component, or connects one with a resource
     * @return those of the server that this is; of one that does not tell, none
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
