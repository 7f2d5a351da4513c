package io.processmanager.child;

import io.processmanager.threads.CleanThreads;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The children of this deployment. None outlives it: an orderly end closes them, and the {@link ChildGuard} ends them
 * when the server is killed.
 */
@ApplicationScoped
public class ChildProcesses {

    private static final System.Logger LOG = System.getLogger(ChildProcesses.class.getName());

    private final String owner = UUID.randomUUID() + "/";
    private final AtomicLong numbers = new AtomicLong();
    private final Set<Child> living = ConcurrentHashMap.newKeySet();
    private Path directory;
    private ExecutorService threads;
    private GuardProcess guard;
    private boolean isClosed;

    /**
     * Starts a program in an empty directory of its own.
     *
     * @return the program, to be closed
     * @throws IOException if it cannot be started
     */
    public Child start(ChildCommand command) throws IOException {
        GuardProcess watching = guard();
        ChildMark mark = new ChildMark(owner + numbers.incrementAndGet() + ".");
        Path own = Files.createTempDirectory(directory(), "child-");
        Child child;
        try {
            child = new Child(started(command, mark, own), mark, own, command.input(), threads(), this::ended);
        } catch (IOException notStarted) {
            ChildGuard.delete(own);
            throw notStarted;
        }
        living.add(child);
        tell(() -> watching.begun(child.pid()));
        return child;
    }

    private static Process started(ChildCommand command, ChildMark mark, Path directory) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.words()).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(command.environment());
        environment.put(ChildMark.VARIABLE, mark.value());
        return builder.start();
    }

    private void ended(Child child) {
        living.remove(child);
        synchronized (this) {
            if (guard != null && guard.isAlive()) {
                tell(() -> guard.ended(child.pid()));
            }
        }
    }

    /** What the guard is not told of, it finds by its mark. */
    private static void tell(Message message) {
        try {
            message.send();
        } catch (IOException guardEnded) {
            LOG.log(Level.WARNING, "The guard of child processes has ended; the next child gets another one", guardEnded);
        }
    }

    private synchronized GuardProcess guard() throws IOException {
        if (isClosed) {
            throw new IOException("No program can be started: the deployment is going away");
        }
        if (guard == null || !guard.isAlive()) {
            GuardProcess next = new GuardProcess(owner, directory());
            for (Child child : living) {
                next.begun(child.pid());
            }
            guard = next;
        }
        return guard;
    }

    private synchronized Path directory() throws IOException {
        if (directory == null) {
            directory = Files.createTempDirectory("process-manager-children-");
        }
        return directory;
    }

    /**
     * @return where a socket may be made for a child, in a directory that only this user can read
     * @throws IOException if there is no such directory
     */
    public Path socket() throws IOException {
        return directory().resolve("socket-" + numbers.incrementAndGet());
    }

    /** @return daemon threads for the streams of children, as many as are asked for */
    public synchronized ExecutorService threads() {
        if (threads == null) {
            threads = Executors.newCachedThreadPool(new CleanThreads(work -> {
                Thread thread = new Thread(work, "process-manager-child");
                thread.setDaemon(true);
                return thread;
            }));
        }
        return threads;
    }

    /** The guard ends whatever a step has not closed, and removes the directory. */
    @PreDestroy
    public synchronized void close() {
        isClosed = true;
        if (guard != null) {
            tell(guard::close);
            guard = null;
        }
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    private interface Message {
        void send() throws IOException;
    }
}
