package io.processmanager.execution.connections;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The open connections of WildFly (IronJacamar). Its cached connection manager keeps a stack of components per thread,
 * each with its open connections; an attempt is pushed as one. Reached through a data source, as it has no JNDI name.
 */
final class WildFlyConnections implements OpenConnections {

    private static final String COMPONENT = "org.jboss.jca.core.connectionmanager.ccm.KeyConnectionAssociation";
    private static final Set<?> ALL_ARE_SHARABLE = Set.of();

    private final ServerObject manager;
    private final Method push;
    private final Method pop;
    private final ThreadLocal<?> components;
    private final Field connections;

    /** @param dataSource any of the server */
    WildFlyConnections(Object dataSource) throws ClassNotFoundException {
        manager = new ServerObject(dataSource).field("delegate").field("cm").call("getCachedConnectionManager");
        Class<?> type = manager.object().getClass();
        push = ServerObject.methodOf(type, "pushMetaAwareObject", Object.class, Set.class);
        pop = ServerObject.methodOf(type, "popMetaAwareObject", Set.class);
        components = (ThreadLocal<?>) manager.field("currentObjects").object();
        connections = ServerObject.fieldOf(Class.forName(COMPONENT, false, type.getClassLoader()), "cmToConnectionsMap");
    }

    @Override
    public void begin() {
        manager.call(push, this, ALL_ARE_SHARABLE);
    }

    @Override
    public List<LeftConnection> open() {
        List<?> stack = (List<?>) components.get();
        Object open = new ServerObject(stack.get(stack.size() - 1)).field(connections).object();
        return open == null ? List.of() : open((Map<?, ?>) open);
    }

    private static List<LeftConnection> open(Map<?, ?> ofPools) {
        List<LeftConnection> open = new ArrayList<>();
        for (Object ofPool : ofPools.values()) {
            for (Object record : (Collection<?>) ofPool) {
                ServerObject entry = new ServerObject(record);
                if (entry.call("getConnection").object() instanceof AutoCloseable connection) {
                    open.add(new LeftConnection(connection, String.valueOf(entry.call("getConnectionListener").call("getPool").call("getName").object())));
                }
            }
        }
        return open;
    }

    @Override
    public void end() {
        manager.call(pop, ALL_ARE_SHARABLE);
    }
}
