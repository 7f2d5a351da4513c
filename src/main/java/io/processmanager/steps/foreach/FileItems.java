package io.processmanager.steps.foreach;

import io.processmanager.configuration.Setting;
import io.processmanager.json.JsonMapping;
import jakarta.json.JsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongPredicate;

/** The lines of a file, each of which is JSON; blank lines count, and are no items. Only one line is in memory at a time. */
final class FileItems implements Items {

    private final BufferedReader reader;
    private final int longestLine;
    private long next;

    private FileItems(BufferedReader reader, int longestLine) {
        this.reader = reader;
        this.longestLine = longestLine;
    }

    /**
     * @param allowed directories; what is below them may be read
     * @param longestLine in characters
     * @throws IOException if the file cannot be read, or must not be
     */
    static FileItems of(String path, List<String> allowed, int longestLine) throws IOException {
        Path file;
        try {
            file = Path.of(path);
        } catch (InvalidPathException noPath) {
            throw new IOException("The file '" + path + "' is no path: " + noPath.getReason(), noPath);
        }
        if (!file.isAbsolute() || !isAllowed(file.normalize(), allowed)) {
            throw notAllowed(path);
        }
        Path real = file.toRealPath();
        if (!isAllowed(real, allowed)) {
            throw notAllowed(path);
        }
        return new FileItems(Files.newBufferedReader(real, StandardCharsets.UTF_8), longestLine);
    }

    private static boolean isAllowed(Path file, List<String> allowed) throws IOException {
        for (String directory : allowed) {
            Path given = Path.of(directory);
            if (file.startsWith(given.normalize()) || Files.exists(given) && file.startsWith(given.toRealPath())) {
                return true;
            }
        }
        return false;
    }

    private static IOException notAllowed(String path) {
        return new IOException("The file '" + path + "' must not be read from here; give an absolute path below a directory of the setting " + Setting.ITEM_DIRECTORIES.key()
                + ", which whoever runs this server can change");
    }

    @Override
    public Item next(LongPredicate isDone) throws IOException {
        for (String line = line(); line != null; line = line()) {
            long number = next++;
            if (!line.isBlank() && !isDone.test(number)) {
                return item(number, line);
            }
        }
        return null;
    }

    private Item item(long number, String line) {
        if (line.length() > longestLine) {
            return new Item(number, null, new IOException("Line " + (number + 1) + " has more than " + longestLine + " characters, which is what " + Setting.MAX_OUTPUT.key() + " allows"));
        }
        try {
            return new Item(number, JsonMapping.parse(line), null);
        } catch (JsonException invalid) {
            return new Item(number, null, new IOException("Line " + (number + 1) + " is no JSON: " + invalid.getMessage(), invalid));
        }
    }

    /** @return the next line, cut where it is too long; null at the end */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int read = reader.read();
        if (read < 0) {
            return null;
        }
        for (; read >= 0 && read != '\n'; read = reader.read()) {
            if (line.length() <= longestLine) {
                line.append((char) read);
            }
        }
        return line.toString();
    }

    @Override
    public OptionalLong size() {
        return OptionalLong.empty();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
