package io.processmanager.configuration;

import io.processmanager.json.JsonMapping;
import jakarta.json.JsonObject;
import jakarta.json.stream.JsonParsingException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A setting. All settings are declared here and nowhere else; the table in src/site/markdown/settings.md is checked
 * against {@link #ALL}.
 *
 * @param key the MicroProfile Config name
 * @param defaultText the default, as a user would write it
 * @param description what it does, in one sentence
 * @param expected the valid values, as in "expected …"
 * @param reader parses the text, or throws {@link IllegalArgumentException} or {@link DateTimeParseException}
 * @param valid whether the value is in range
 * @param <T> the type of the value
 */
public record Setting<T>(String key, String defaultText, String description, String expected, Function<String, T> reader, Predicate<T> valid) {

    /** The prefix of all keys. */
    public static final String PREFIX = "process-manager.";

    public static final Setting<String> NODE = text("node", "", "The name of this node in the registry of runners; by default the host's name");

    /** Read by the server's configuration, not by the WAR; so are the database settings below. */
    public static final Setting<String> DATA = text("data", "",
            "The directory of the embedded Derby database; read by the server's configuration, which takes the server's data directory by default");

    public static final Setting<String> DB_DRIVER = text("db.driver", "derby",
            "The database, derby or postgresql; read by the server's configuration, as are the next three");

    public static final Setting<String> DB_URL = text("db.url", "",
            "The JDBC URL of the database; by default that of the embedded Derby database");

    public static final Setting<String> DB_USER = text("db.user", "app", "The user of the database");

    public static final Setting<String> DB_PASSWORD = text("db.password", "app", "The password of that user");

    public static final Setting<RunnerMode> RUNNER_MODE = new Setting<>(PREFIX + "runner.mode", "always",
            "always: execute and wait for more; drain: execute what is queued, then stop; off: only accept processes for other nodes",
            "one of always, drain, off", RunnerMode::of, mode -> true);

    public static final Setting<Integer> MAX_CONCURRENT = number("runner.max-concurrent", "8",
            "How many processes this node executes at a time, one step of each", 1, 1_000);

    public static final Setting<Integer> MAX_EXECUTIONS = number("runner.max-executions", "0",
            "After how many executions the runner of this node stops; 0 for never", 0, Integer.MAX_VALUE);

    public static final Setting<Integer> MAX_HEAP_SHARE = number("runner.max-heap-share", "0",
            "The share of the heap, in percent after garbage collection, above which this node claims nothing until it is down to 9/10 of that; 0 for no limit", 0, 100);

    public static final Setting<JsonObject> ARGUMENTS = new Setting<>(PREFIX + "runner.arguments", "{}",
            "Arguments handed to every step that this node executes, as a JSON object; a process's own arguments are merged over them",
            "a JSON object", Setting::object, object -> true);

    public static final Setting<Boolean> EXCLUSIVE = flag("runner.exclusive", "false",
            "Whether only one runner executes at a time; the others wait and one takes over when it is gone");

    public static final Setting<Duration> POLL_INTERVAL = duration("runner.poll-interval", "PT1S",
            "How often the queue is looked at for what other nodes have queued or what has become due", Duration.ofMillis(50), Duration.ofHours(1));

    public static final Setting<Boolean> LISTEN = flag("runner.listen", "true",
            "Whether this node tells others at once, and hears from them, what was queued (PostgreSQL only, takes one connection); false leaves it to the poll");

    public static final Setting<Duration> HEARTBEAT_INTERVAL = duration("runner.heartbeat-interval", "PT5S",
            "How often the runner renews its lease", Duration.ofMillis(50), Duration.ofHours(1));

    public static final Setting<Duration> LEASE = duration("runner.lease", "PT30S",
            "After which silence a runner is taken for dead and its processes are continued by others; at least twice the heartbeat interval",
            Duration.ofMillis(100), Duration.ofDays(1));

    public static final Setting<Integer> MAX_RESCUES = number("runner.max-rescues", "3",
            "How many times a step is executed again that was broken off, because its runner has died or was stopped in the middle of it; once more and its process"
                    + " fails, so that it cannot take down one node after the other",
            0, 1_000);

    public static final Setting<Duration> STOP_GRACE = duration("runner.stop-grace", "PT20S",
            "How long an orderly stop lets running steps go on before their processes are handed back", Duration.ZERO, Duration.ofHours(1));

    public static final Setting<Duration> CANCEL_GRACE = duration("step.cancel-grace", "PT0.5S",
            "How long a cancelled step may take to stop before it is abandoned", Duration.ZERO, Duration.ofMinutes(10));

    public static final Setting<Duration> RETRY_DELAY = duration("step.retry-delay", "PT1S",
            "The pause before the first retry of a step that has no policy of its own; it doubles with each further one, up to an hour", Duration.ZERO, Duration.ofHours(1));

    public static final Setting<Integer> MAX_RETRIES = number("step.max-retries", "0",
            "How often a failed step is retried if neither it nor its process says so", 0, 1_000);

    public static final Setting<Integer> MAX_OUTPUT = number("step.max-output", "1048576",
            "How many bytes of JSON a step may return, and a process be given", 1_024, 100 * 1_048_576);

    public static final Setting<Integer> MAX_OUTPUTS = number("process.max-outputs", "67108864",
            "How many bytes of JSON the steps of a process may return together", 1_024, Integer.MAX_VALUE);

    public static final Setting<Integer> MAX_LOG_LINES = number("step.max-log-lines", "10000",
            "How many lines of output and log are kept of one attempt of a step: the first half and the last half of them", 0, 10_000_000);

    public static final Setting<Integer> MAX_LOG_BYTES = number("step.max-log-bytes", "1048576",
            "How many bytes of output and log are kept of one attempt of a step: the first half and the last half of them", 65_536, 100 * 1_048_576);

    public static final Setting<Integer> MAX_THREADS = number("step.max-threads", "8",
            "How many threads a step has at most on the executor that its context gives it; further tasks wait for one", 1, 1_000);

    public static final Setting<Integer> MAX_CHILDREN = number("children.max", "1000",
            "How many processes one attempt at a step may start as children", 1, 100_000);

    public static final Setting<Integer> MAX_CHILD_DEPTH = number("children.max-depth", "5",
            "How deep child processes may be nested: 1 means that children start no others", 1, 100);

    public static final Setting<List<String>> ITEM_DIRECTORIES = new Setting<>(PREFIX + "for-each.directories", "",
            "The directories below which for-each steps may read files, absolute and separated by commas",
            "a list of directories separated by commas", Setting::list, directories -> directories.stream().allMatch(directory -> Path.of(directory).isAbsolute()));

    public static final Setting<Integer> ISOLATION_MEMORY = number("isolation.memory", "256",
            "The heap of a step in a Java virtual machine of its own, in MiB, if the step does not say how much it needs", 16, 65_536);

    public static final Setting<Integer> ISOLATION_IDLE = number("isolation.max-idle", "4",
            "How many Java virtual machines are kept for the next isolated steps, each for a minute at most", 0, 1_000);

    public static final Setting<Integer> MAX_BODY = number("rest.max-body", "1048576", "How many bytes a request body may have",
            1_024, 100 * 1_048_576);

    public static final Setting<Integer> MAX_BATCH_BODY = number("rest.max-batch-body", "16777216",
            "How many bytes the body of POST /processes/batch may have", 1_024, 100 * 1_048_576);

    public static final Setting<Integer> MAX_FOLLOWERS = number("rest.max-followers", "1000",
            "How many clients may follow or wait for processes on this node at once", 1, 1_000_000);

    public static final Setting<List<String>> ALLOWED_HOSTS = new Setting<>(PREFIX + "http-request.allowed-hosts", "localhost,127.0.0.1,[::1]",
            "The hosts that http-request steps may call, separated by commas; a leading *. stands for any subdomain, a single * for any host",
            "a list of host names separated by commas", Setting::list, hosts -> true);

    public static final Setting<List<String>> ALLOWED_PROGRAMS = new Setting<>(PREFIX + "command.allowed", "",
            "The programs that command steps may run, separated by commas: names, looked up on the server's PATH, or absolute paths; * stands for anything but a slash",
            "a list of programs separated by commas", Setting::list, programs -> true);

    public static final Setting<Integer> MAX_OUTPUTS_IN_LOOKUP = number("lookup.max-outputs", "1048576",
            "How many bytes of JSON the outputs of the steps may have together in a look-up or an event, from the last step backwards; the others are read one by one",
            0, 100 * 1_048_576);

    public static final Setting<Duration> MISFIRE_AFTER = duration("schedule.misfire-after", "PT5S",
            "By how much a schedule may fire late; later, it has missed its time, and its misfire policy decides", Duration.ZERO, Duration.ofDays(1));

    public static final Setting<Duration> RETENTION = duration("retention.period", "PT10H",
            "How long an ended process is kept", Duration.ZERO, Duration.ofDays(36_500));

    public static final Setting<Duration> RETENTION_INTERVAL = duration("retention.interval", "PT1M",
            "How often ended processes are looked for that are past their time", Duration.ofMillis(50), Duration.ofDays(1));

    public static final Setting<Integer> RETENTION_BATCH = number("retention.batch-size", "500",
            "How many ended processes are removed in one transaction", 1, 10_000);

    /** All settings, in the order of the settings page. */
    public static final List<Setting<?>> ALL = List.of(NODE, DATA, DB_DRIVER, DB_URL, DB_USER, DB_PASSWORD, RUNNER_MODE, MAX_CONCURRENT, MAX_EXECUTIONS, MAX_HEAP_SHARE, ARGUMENTS, EXCLUSIVE,
            POLL_INTERVAL, LISTEN, HEARTBEAT_INTERVAL, LEASE, MAX_RESCUES, STOP_GRACE, CANCEL_GRACE, RETRY_DELAY, MAX_RETRIES, MAX_OUTPUT, MAX_OUTPUTS, MAX_LOG_LINES, MAX_LOG_BYTES, MAX_THREADS, MAX_CHILDREN, MAX_CHILD_DEPTH, ITEM_DIRECTORIES, ISOLATION_MEMORY, ISOLATION_IDLE, MAX_BODY,
            MAX_BATCH_BODY, MAX_FOLLOWERS, MAX_OUTPUTS_IN_LOOKUP, ALLOWED_HOSTS, ALLOWED_PROGRAMS, MISFIRE_AFTER, RETENTION, RETENTION_INTERVAL, RETENTION_BATCH);

    /**
     * @param text the configured text
     * @return the value
     * @throws IllegalArgumentException if it is invalid; the message names the key and the expected values
     */
    public T parse(String text) {
        try {
            T value = reader.apply(text.trim());
            if (valid.test(value)) {
                return value;
            }
        } catch (IllegalArgumentException | DateTimeParseException notReadable) {
            throw new IllegalArgumentException(complaint(text), notReadable);
        }
        throw new IllegalArgumentException(complaint(text));
    }

    private String complaint(String text) {
        return key + " is '" + text + "', expected " + expected + " (default " + (defaultText.isEmpty() ? "empty" : defaultText) + ")";
    }

    private static Setting<String> text(String name, String defaultText, String description) {
        return new Setting<>(PREFIX + name, defaultText, description, "a text", Function.identity(), text -> true);
    }

    private static Setting<Boolean> flag(String name, String defaultText, String description) {
        return new Setting<>(PREFIX + name, defaultText, description, "true or false", text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        }, flag -> true);
    }

    private static Setting<Integer> number(String name, String defaultText, String description, int least, int most) {
        return new Setting<>(PREFIX + name, defaultText, description, "a whole number from " + least + " to " + most, Integer::valueOf,
                number -> number >= least && number <= most);
    }

    private static Setting<Duration> duration(String name, String defaultText, String description, Duration least, Duration most) {
        return new Setting<>(PREFIX + name, defaultText, description, "an ISO-8601 duration from " + least + " to " + most, Duration::parse,
                duration -> duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0);
    }

    private static JsonObject object(String text) {
        try {
            if (JsonMapping.parse(text) instanceof JsonObject object) {
                return object;
            }
        } catch (JsonParsingException notJson) {
            throw new IllegalArgumentException(text, notJson);
        }
        throw new IllegalArgumentException(text);
    }

    private static List<String> list(String text) {
        return Stream.of(text.split(",")).map(String::trim).filter(part -> !part.isEmpty()).toList();
    }

    public enum RunnerMode {
        /** Executes and waits for more. */
        ALWAYS,
        /** Executes what is queued, then stops. */
        DRAIN,
        /** Executes nothing. */
        OFF;

        private static RunnerMode of(String text) {
            return Arrays.stream(values()).filter(mode -> mode.name().equalsIgnoreCase(text)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            Arrays.stream(values()).map(Enum::name).collect(Collectors.joining(", "))));
        }
    }
}
