package io.processmanager.fault;

import io.processmanager.testing.ApplicationServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a node has told administrators since a moment. */
final class NodeLog {

    private static final Pattern RESCUED = Pattern.compile("is dead: it has not renewed its lease\\. Of its processes (\\d+) are back in the queue and (\\d+)");
    private static final Pattern STALE = Pattern.compile("was dropped, because this runner no longer holds the claim");
    private static final Pattern RETURNED = Pattern.compile("(\\d+) claims that no runner executed were handed back");

    private final ApplicationServer server;
    private int from;

    private NodeLog(ApplicationServer server) {
        this.server = server;
    }

    static NodeLog of(ApplicationServer server) {
        NodeLog log = new NodeLog(server);
        log.mark();
        return log;
    }

    /** Forgets what was said until now. */
    void mark() {
        from = server.logText().length();
    }

    String text() {
        return server.logText().substring(from);
    }

    int count(String regex) {
        return count(Pattern.compile(regex));
    }

    /** How many processes of dead runners were given back to the queue, or ended. */
    int rescued() {
        return sum(RESCUED);
    }

    /** How many results came too late and were refused. */
    int staleWrites() {
        return count(STALE);
    }

    /** How many claims that nobody executed were given back. */
    int orphans() {
        return sum(RETURNED);
    }

    private int count(Pattern pattern) {
        return (int) pattern.matcher(text()).results().count();
    }

    private int sum(Pattern pattern) {
        return pattern.matcher(text()).results().mapToInt(found -> {
            int sum = 0;
            for (int group = 1; group <= found.groupCount(); group++) {
                sum += Integer.parseInt(found.group(group));
            }
            return sum;
        }).sum();
    }

    /** The first group of the first match, or an empty string. */
    String first(String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(text());
        return matcher.find() ? matcher.group(1) : "";
    }
}
