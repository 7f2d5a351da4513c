package io.processmanager.child;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a child connects to its server: a socket in the file system, below a directory that only this user can read. */
public final class ChildSocket implements Closeable {

    private final Path path;
    private final ServerSocketChannel listening;

    /** @throws IOException if it cannot be made */
    public ChildSocket(Path path) throws IOException {
        this.path = path;
        this.listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(path));
    }

    /**
     * Waits for the child. {@link #close} ends that, and so does an interrupt.
     *
     * @throws IOException if it was closed
     */
    public JsonLines accept() throws IOException {
        return new JsonLines(listening.accept());
    }

    @Override
    public void close() throws IOException {
        listening.close();
        Files.deleteIfExists(path);
    }
}
