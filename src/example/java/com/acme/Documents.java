package com.acme;

import io.processmanager.ManagedProcess;
import io.processmanager.ProcessManager;
import io.processmanager.StepSpec;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;

/** A bean of an application that has a table "document", and lets a process fetch and fingerprint each. */
@ApplicationScoped
public class Documents {

    @Inject
    private ProcessManager processes;

    @Resource(lookup = "java:/jdbc/ProcessManager")     // on Payara: "jdbc/ProcessManager"
    private DataSource database;

    /** The row and the process: both are there, or neither is. */
    @Transactional(rollbackOn = Exception.class)
    public String register(String url) throws SQLException {
        String pid = processes.start(ManagedProcess.named("registration of " + url)
                .step("fetch", StepSpec.ofType("http-request", Map.of("url", url)).withMaxRetries(2))
                .step("approve", StepSpec.ofType("approval", "Shall this document be registered?"))
                .step("digest", StepSpec.of(Fingerprint.class, "SHA-256"))
                .timeout(Duration.ofMinutes(2))
                .build());
        try (var connection = database.getConnection();
             var insert = connection.prepareStatement("insert into document (url, pid) values (?, ?)")) {
            insert.setString(1, url);
            insert.setString(2, pid);
            insert.executeUpdate();
        }
        return pid;
    }
}
