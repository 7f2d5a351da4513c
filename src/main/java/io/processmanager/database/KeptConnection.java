package io.processmanager.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * Keeps a connection between the group commits of one thread, as taking one from the pool costs a validation query.
 * Replaced after a failure.
 */
public class KeptConnection extends Database {

    private static final System.Logger LOG = System.getLogger(KeptConnection.class.getName());

    private static final long IDLE_MILLIS = 50;

    private final Database database;
    private Connection kept;

    /** @param database the source of connections */
    public KeptConnection(Database database) {
        this.database = database;
    }

    @Override
    public DataSource dataSource() throws SQLException {
        return database.dataSource();
    }

    @Override
    public Dialect dialect() throws SQLException {
        return database.dialect();
    }

    @Override
    public <T> T withConnection(Work<T> work) throws SQLException {
        boolean good = false;
        try {
            if (kept == null) {
                kept = dataSource().getConnection();
                dialect().beginGroupCommits(kept);
            }
            T result = work.in(kept);
            good = true;
            return result;
        } finally {
            if (!good) {
                release();
            }
        }
    }

    /** @return whether it holds a connection now */
    public boolean isOpen() {
        return kept != null;
    }

    /**
     * Waits for work; gives the connection back if that takes a while.
     *
     * @param queue the work
     * @return its head
     * @throws InterruptedException if interrupted while waiting
     */
    public <W> W next(BlockingQueue<W> queue) throws InterruptedException {
        W next = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (next == null) {
            release();
            next = queue.take();
        }
        return next;
    }

    /** Gives the connection back, idle or broken. */
    public void release() {
        try (Connection done = kept) {
            kept = null;
            if (done != null) {
                dialect().endGroupCommits(done);
            }
        } catch (SQLException | RuntimeException broken) {
            LOG.log(System.Logger.Level.DEBUG, "A connection could not be given back; nothing depended on it any more", broken);
        }
    }
}
