package io.processmanager.manager;

import io.processmanager.ProcessNotFoundException;
import io.processmanager.json.JsonMapping;
import io.processmanager.store.CallTransaction;
import io.processmanager.store.lookup.ProcessLookups;
import io.processmanager.store.output.RunOutputs;
import io.processmanager.store.output.StoredOutputs;
import io.processmanager.store.runs.RunLookups;
import io.processmanager.view.LogLine;
import io.processmanager.view.LogPage;
import io.processmanager.view.RunInfo;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads what is stored beside the state of a process: outputs, runs, and what its steps have said. */
@ApplicationScoped
public class StoredRecords {

    @Inject
    ProcessLookups lookups;

    @Inject
    StoredOutputs outputs;

    @Inject
    RunLookups runs;

    @Inject
    RunOutputs printed;

    @Inject
    CallTransaction transaction;

    JsonValue output(String pid, String step) {
        return parsed(pid, openOutput(pid, step));
    }

    JsonValue output(String pid) {
        return parsed(pid, openOutput(pid));
    }

    InputStream openOutput(String pid, String step) {
        return outputs.ofStep(pid, step);
    }

    InputStream openOutput(String pid) {
        return outputs.ofProcess(pid);
    }

    private static JsonValue parsed(String pid, InputStream output) {
        try (output) {
            return JsonMapping.parse(new String(output.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException removedMeanwhile) {
            throw new ProcessNotFoundException(pid);
        }
    }

    LogPage log(String pid, String after, int limit) {
        return transaction.reading(() -> lookups.log(pid, after, limit));
    }

    RunInfo.Page runs(String pid, String after, int limit) {
        return transaction.reading(() -> runs.page(pid, after, limit));
    }

    RunInfo run(String pid, int number) {
        return transaction.reading(() -> runs.find(pid, number));
    }

    InputStream openOutput(String pid, int number, LogLine.Stream stream) {
        return transaction.reading(() -> runs.ofRun(pid, number, (step, attempt) -> printed.open(pid, step, attempt, stream)));
    }
}
