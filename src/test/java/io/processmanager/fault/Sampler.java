package io.processmanager.fault;

import io.processmanager.testing.Sql;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Asks the database the same questions again and again, each in one statement, and keeps the largest answers. */
final class Sampler implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(5);

    private final Connection connection;
    private final Map<String, String> questions;
    private final Map<String, Long> largest = new ConcurrentHashMap<>();
    private final AtomicInteger samples = new AtomicInteger();
    private final List<String> failures = new ArrayList<>();
    private final Thread thread = new Thread(this::sample, "sampler");
    private volatile boolean ended;

    private Sampler(Connection connection, Map<String, String> questions) {
        this.connection = connection;
        this.questions = questions;
    }

    /** @param questions SQL with a number as its answer, by what it is called */
    static Sampler of(Sql database, Map<String, String> questions) throws SQLException {
        Sampler sampler = new Sampler(database.connect(), questions);
        sampler.thread.start();
        return sampler;
    }

    private void sample() {
        try (connection) {
            while (!ended) {
                for (Map.Entry<String, String> question : questions.entrySet()) {
                    try (PreparedStatement statement = connection.prepareStatement(question.getValue()); ResultSet row = statement.executeQuery()) {
                        row.next();
                        largest.merge(question.getKey(), row.getLong(1), Math::max);
                    }
                }
                samples.incrementAndGet();
                Rhythm.pause(PAUSE);
            }
        } catch (SQLException failure) {
            failures.add(failure.toString());
        }
    }

    int samples() {
        return samples.get();
    }

    /** @return the largest answers, after the end */
    Map<String, Long> largest() {
        if (!ended || !failures.isEmpty()) {
            throw new IllegalStateException("the samples are not complete: " + failures);
        }
        return Map.copyOf(largest);
    }

    @Override
    public void close() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the last sample was taken", e);
        }
    }
}
