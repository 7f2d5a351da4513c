package io.processmanager.execution.connections;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The connections of Payara. It keeps a list of the open ones for the component that a thread is in; here that is a list of our own, which also keeps what has been handed
 * out: Payara's entry (a resource handle) is that of the next one who gets the same connection, should another thread have given it back.
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
     * @param transactionManager that of the server
     * @param onUse called whenever the server looks at the list of a component: as it begins a transaction for it, and before it suspends one
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
        // Before the attempt: it is not the attempt that makes the list.
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

    /** The resource handles of one thread. */
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
