package io.processmanager.steps;

import io.processmanager.ProcessStep;
import io.processmanager.StepContext;
import io.processmanager.StepException;
import io.processmanager.StepType;
import io.processmanager.child.Child;
import io.processmanager.child.ChildCommand;
import io.processmanager.child.ChildProcesses;
import io.processmanager.configuration.Setting;
import io.processmanager.configuration.Settings;
import io.processmanager.json.JsonMapping;
import io.processmanager.steps.argument.ArgumentFields;
import io.processmanager.steps.command.AllowedPrograms;
import io.processmanager.steps.command.AllowedPrograms.ProgramNotAllowedException;
import io.processmanager.steps.command.CommandArgument;
import io.processmanager.steps.command.NativeTexts;
import io.processmanager.steps.command.PrintedBytes;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParsingException;
import jakarta.validation.constraints.NotNull;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs a program without a shell, with the data as JSON on its standard input. What it prints is the output if it is a
 * JSON object; else the data gets the field {@code command}. It is killed with all that it has started when the attempt
 * ends, in whatever way.
 */
@StepType(value = "command", description = "Runs a program with {command, environment, expect}, the data on its standard input; its output is the JSON object that it prints, "
        + "else the data gets the field 'command' with exit_code, stdout and stderr")
public final class CommandStep implements ProcessStep<JsonValue, JsonObject> {

    private static final String PATH = "PATH";

    private final CommandArgument argument;
    private final Settings settings;
    private final ChildProcesses children;

    /**
     * @param command {@code command} (the program and its arguments), {@code environment} (all variables of the
     *         program, but for the server's {@code PATH}), {@code expect} (one or more exit codes, default 0)
     * @param settings allowed programs, maximum output
     * @param children starts the program
     * @throws IllegalArgumentException if the command is null
     */
    public CommandStep(@NotNull CommandArgument command, Settings settings, ChildProcesses children) {
        if (command == null) {
            throw ArgumentFields.missing("command", CommandArgument.EXAMPLE);
        }
        this.argument = command;
        this.settings = settings;
        this.children = children;
    }

    @Override
    public JsonObject execute(JsonValue input, StepContext context) throws ProgramNotAllowedException, IOException, StepException, InterruptedException {
        Path program = AllowedPrograms.of(settings.get(Setting.ALLOWED_PROGRAMS)).find(argument.words().get(0));
        context.progress(0, argument.words().get(0));
        PrintedBytes out = new PrintedBytes(settings.get(Setting.MAX_OUTPUT));
        PrintedBytes errors = new PrintedBytes(0);
        int code;
        try (Child child = children.start(command(program, input))) {
            for (Optional<Child.Piece> piece = child.next(); piece.isPresent(); piece = child.next()) {
                keep(piece.get(), out, errors);
            }
            code = child.exitCode();
        }
        if (!argument.expect().contains(code)) {
            throw new StepException(code, program + " ended with " + Child.describe(code) + ", expected " + argument.expect() + lastWords(errors, out));
        }
        Optional<JsonObject> printed = printedObject(out, program);
        return printed.isPresent() ? printed.get() : dataWith(code, out, errors, input, context);
    }

    private ChildCommand command(Path program, JsonValue input) throws IOException {
        List<String> words = new ArrayList<>(argument.words());
        words.set(0, program.toString());
        Map<String, String> environment = new HashMap<>(argument.environment());
        Optional.ofNullable(System.getenv(PATH)).ifPresent(path -> environment.putIfAbsent(PATH, path));
        NativeTexts.check(words, environment);
        return new ChildCommand(words, environment, Optional.of((input == null ? JsonValue.NULL : input).toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** What is printed here belongs to the run. */
    private static void keep(Child.Piece piece, PrintedBytes out, PrintedBytes errors) {
        (piece.isError() ? errors : out).add(piece.bytes());
        PrintStream stream = piece.isError() ? System.err : System.out;
        stream.write(piece.bytes(), 0, piece.bytes().length);
    }

    private Optional<JsonObject> printedObject(PrintedBytes out, Path program) throws IOException {
        if (out.isTooLong() && out.firstCharacters().startsWith("{")) {
            throw new IOException(program + " printed " + out.count() + " bytes of JSON, and " + settings.get(Setting.MAX_OUTPUT) + " is what " + Setting.MAX_OUTPUT.key()
                    + " allows; let it print less, or a reference to where the rest is stored");
        }
        try {
            return out.text().map(String::strip).filter(text -> text.startsWith("{")).map(JsonMapping::parse).map(JsonObject.class::cast);
        } catch (JsonParsingException | IllegalArgumentException noJson) {
            return Optional.empty();
        }
    }

    private static JsonObject dataWith(int code, PrintedBytes out, PrintedBytes errors, JsonValue input, StepContext context) {
        JsonObjectBuilder command = JsonMapping.JSON.createObjectBuilder().add("exit_code", code);
        out.addTo(command, "stdout");
        errors.addTo(command, "stderr");
        return JsonMapping.JSON.createObjectBuilder(InputObject.of(input, context)).add("command", command).build();
    }

    private static String lastWords(PrintedBytes errors, PrintedBytes out) {
        String last = errors.lastCharacters().isEmpty() ? out.lastCharacters() : errors.lastCharacters();
        return last.isEmpty() ? "" : "; the last that it printed: " + last;
    }
}
