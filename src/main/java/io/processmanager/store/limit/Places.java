package io.processmanager.store.limit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The places of a queue with limits: those that running processes hold, by number and by concurrency key, and those left. */
final class Places {

    private static final String HELD = "select p.place, p.concurrency_key from process p where p.queue = ? and p.state = 'RUNNING' and p.place is not null with ur";

    private final Optional<Integer> most;
    private final Optional<Integer> mostPerKey;
    private final BitSet held = new BitSet();
    private final Map<String, Integer> heldByKey = new HashMap<>();
    private int count;

    private Places(StoredQueue queue) {
        most = queue.limits().maxConcurrent();
        mostPerKey = queue.limits().maxConcurrentPerKey();
    }

    /** @param queue locked */
    static Places of(Connection connection, StoredQueue queue) throws SQLException {
        Places places = new Places(queue);
        try (PreparedStatement select = connection.prepareStatement(HELD)) {
            select.setString(1, queue.name());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    places.held.set(row.getInt(1));
                    places.hold(row.getString(2));
                }
            }
        }
        return places;
    }

    private void hold(String key) {
        count++;
        if (key != null) {
            heldByKey.merge(key, 1, Integer::sum);
        }
    }

    /** @return how many are left, whatever the key */
    int free() {
        return most.map(limit -> limit - count).orElse(Integer.MAX_VALUE);
    }

    boolean limitsKeys() {
        return mostPerKey.isPresent();
    }

    /** @return the keys that have no place left */
    List<String> fullKeys() {
        return mostPerKey.map(limit -> heldByKey.entrySet().stream().filter(key -> key.getValue() >= limit).map(Map.Entry::getKey).toList()).orElse(List.of());
    }

    /** @return whether a process with this key, or with none, has got a place */
    boolean take(String key) {
        boolean isFree = key == null || mostPerKey.isEmpty() || heldByKey.getOrDefault(key, 0) < mostPerKey.get();
        if (isFree) {
            hold(key);
        }
        return isFree;
    }

    /** @return as many numbers that nobody holds */
    List<Integer> numbers(int size) {
        List<Integer> numbers = new ArrayList<>();
        for (int number = held.nextClearBit(1); numbers.size() < size; number = held.nextClearBit(number + 1)) {
            numbers.add(number);
        }
        return numbers;
    }
}
