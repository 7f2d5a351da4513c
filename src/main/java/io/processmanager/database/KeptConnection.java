package io.processmanager.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

/**
 * The database for a thread that makes group commits, one after the other: keeps its connection in between, as taking one from the pool means asking the
 * database whether it is still good. After a failure it takes another one.
 */
public class KeptConnection extends Database {

    private static final System.Logger LOG = System.getLogger(KeptConnection.class.getName());

    private static final long IDLE_MILLIS = 50;

    private final Database database;
    private Connection kept;

    /** @param database whose connections it takes */
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

    /** @return whether it keeps a connection at this moment */
    public boolean isOpen() {
        return kept != null;
    }

    /**
     * Waits for something to do, and gives the connection back if that takes a while.
     *
     * @param queue what is to be done
     * @return the first of it
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public <W> W next(BlockingQueue<W> queue) throws InterruptedException {
        W next = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        if (next == null) {
            release();
            next = queue.take();
        }
        return next;
    }

    /** Gives the connection back: there is nothing to do for a while, or it is broken. */
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
