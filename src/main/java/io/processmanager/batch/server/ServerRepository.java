package io.processmanager.batch.server;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import org.jberet.repository.JobRepository;

/**
 * The server's job repository, which is stopped before the deployment; what jobs write to it afterwards could not be
 * read anyway.
 */
final class ServerRepository implements InvocationHandler {

    /** Methods that JBeret calls at the end of a step or job. */
    private static final Set<String> AT_THE_END = Set.of("savePersistentData", "savePersistentDataIfNotStopping", "updateStepExecution", "updateJobExecution");

    private final JobRepository server;

    private ServerRepository(JobRepository server) {
        this.server = server;
    }

    /**
     * @param server throws {@link IllegalStateException} once stopped
     * @return the same, but jobs can end at any time
     */
    static JobRepository of(JobRepository server) {
        return (JobRepository) Proxy.newProxyInstance(ServerRepository.class.getClassLoader(), new Class<?>[] {JobRepository.class}, new ServerRepository(server));
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(server, arguments);
        } catch (InvocationTargetException failure) {
            if (failure.getCause() instanceof IllegalStateException && AT_THE_END.contains(method.getName())) {
                return method.getReturnType() == int.class ? 1 : null;
            }
            throw failure.getCause();
        }
    }
}
