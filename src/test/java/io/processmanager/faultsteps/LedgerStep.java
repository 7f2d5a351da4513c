package io.processmanager.faultsteps;

import io.processmanager.StepContext;
import io.processmanager.StepType;
import io.processmanager.TransactionalProcessStep;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import javax.naming.InitialContext;
import javax.sql.DataSource;

/** Enters a row into the table {@code ledger}, in the transaction of the step. The table has no unique key: entering twice would show. */
@StepType(value = "fault-ledger", description = "Enters a row into the ledger, transactionally")
public class LedgerStep implements TransactionalProcessStep<JsonObject, JsonObject> {

    private final String file;
    private final long millis;

    public LedgerStep(String file, long millis) {
        this.file = file;
        this.millis = millis;
    }

    @Override
    public JsonObject execute(JsonObject input, StepContext context) throws Exception {
        Trace trace = Trace.begin(file, context);
        DataSource dataSource = InitialContext.doLookup("jdbc/ProcessManager");
        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement("insert into ledger (pid, step, node) values (?, ?, ?)")) {
            insert.setString(1, context.pid().orElseThrow());
            insert.setString(2, context.stepName());
            insert.setString(3, System.getProperty("process-manager.node", "-"));
            insert.executeUpdate();
        }
        trace.work(millis);
        trace.end();
        return Json.createObjectBuilder(input).add(context.stepName(), "entered").build();
    }
}
