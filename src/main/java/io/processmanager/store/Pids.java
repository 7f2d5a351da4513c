package io.processmanager.store;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Makes pids: 128 bits of a secure random source, so that nobody guesses one. */
public final class Pids {

    private static final SecureRandom RANDOM = new SecureRandom();

    private Pids() {
    }

    /** @return 32 hexadecimal digits */
    public static String next() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
