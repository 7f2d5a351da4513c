package io.processmanager.execution.connections;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The open connections of Payara, which lists them per component of a thread. Replaces that list by one that keeps the
 * connections themselves: once another thread returns one, Payara's resource handle belongs to its next user.
 */
final class PayaraConnections implements OpenConnections {

    private static final String COMPONENT = "org.glassfish.api.invocation.ComponentInvocation";
    private static final String HANDLER = "org.glassfish.api.invocation.ResourceHandler";

    private final ThreadLocal<Taken> taken = ThreadLocal.withInitial(Taken::new);
    private final ServerObject invocations;
    private final Method current;
    private final Method setHandler;
    private final Object handler;

    /**
     * @param transactionManager the server's
     * @param onUse called when the server reads a component's list: as it begins a transaction, and before it suspends
     * one
     */
    PayaraConnections(Object transactionManager, Runnable onUse) throws ClassNotFoundException {
        invocations = new ServerObject(transactionManager).field("invocationManager");
        current = ServerObject.methodOf(invocations.object().getClass(), "getCurrentInvocation");
        ClassLoader server = current.getReturnType().getClassLoader();
        Class<?> type = Class.forName(HANDLER, false, server);
        setHandler = ServerObject.methodOf(Class.forName(COMPONENT, false, server), "setResourceHandler", type);
        handler = Proxy.newProxyInstance(server, new Class<?>[] {type}, (self, method, arguments) -> {
            if (!method.getName().equals("getResourceList")) {
                return method.invoke(this, arguments);
            }
            onUse.run();
            return taken.get();
        });
    }

    @Override
    public void begin() {
        // Creates the list before the attempt, so that it is not one of the attempt's thread-local variables.
        taken.get().clear();
        ServerObject component = invocations.call(current);
        if (component.object() != null) {
            component.call(setHandler, handler);
        }
    }

    @Override
    public List<LeftConnection> open() {
        return taken.get().open();
    }

    @Override
    public void end() {
        taken.get().clear();
    }

    private static final class Taken extends ArrayList<Object> {

        private static final long serialVersionUID = 1;

        private final transient Map<Object, AutoCloseable> connections = new IdentityHashMap<>();

        @Override
        public boolean add(Object handle) {
            if (new ServerObject(handle).call("getUserConnection").object() instanceof AutoCloseable connection) {
                connections.put(handle, connection);
            }
            return super.add(handle);
        }

        @Override
        public boolean remove(Object handle) {
            connections.remove(handle);
            return super.remove(handle);
        }

        @Override
        public void clear() {
            connections.clear();
            super.clear();
        }

        List<LeftConnection> open() {
            if (isEmpty()) {
                return List.of();
            }
            List<LeftConnection> open = new ArrayList<>();
            connections.forEach((handle, connection) -> open.add(new LeftConnection(connection, String.valueOf(new ServerObject(handle).call("getName").object()))));
            return open;
        }
    }
}
