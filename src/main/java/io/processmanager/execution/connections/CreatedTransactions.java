package io.processmanager.execution.connections;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** Observes every transaction begun in WildFly. */
public final class CreatedTransactions implements AutoCloseable {

    private static final String CONTEXT = "org.wildfly.transaction.client.LocalTransactionContext";
    private static final String LISTENER = "org.wildfly.transaction.client.CreationListener";

    private final ServerObject context;
    private final Method remove;
    private final Object listener;

    /**
     * @param transactionManager the server's
     * @param onCreated receives each transaction, on the thread that begins it
     */
    public CreatedTransactions(Object transactionManager, Consumer<Object> onCreated) throws ClassNotFoundException {
        ClassLoader server = transactionManager.getClass().getClassLoader();
        Class<?> contextType = Class.forName(CONTEXT, false, server);
        Class<?> listenerType = Class.forName(LISTENER, false, server);
        context = new ServerObject(null).call(ServerObject.methodOf(contextType, "getCurrent"));
        listener = Proxy.newProxyInstance(server, new Class<?>[] {listenerType}, (self, method, arguments) -> switch (method.getName()) {
            case "transactionCreated" -> {
                onCreated.accept(arguments[0]);
                yield null;
            }
            case "equals" -> self == arguments[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> CreatedTransactions.class.getName();
        });
        remove = ServerObject.methodOf(contextType, "removeCreationListener", listenerType);
        context.call(ServerObject.methodOf(contextType, "registerCreationListener", listenerType), listener);
    }

    @Override
    public void close() {
        context.call(remove, listener);
    }
}
