package io.processmanager;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.processmanager.store.Tables;
import io.processmanager.testing.OnlyOn;
import io.processmanager.testing.ServerKind;
import io.processmanager.view.StepInfo;
import jakarta.enterprise.inject.spi.CDI;
import java.io.File;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The caller that the page api.md shows, in a deployment with its step. It is known by its name only, as the tests do not compile against the example. */
@OnlyOn(value = ServerKind.WILDFLY, because = "the data source has another name on Payara, as the example says")
class ExampleCallerIT extends InServer {

    /** Nobody listens there, so the process ends by itself. */
    private static final String URL = "http://127.0.0.1:9/document";

    @Deployment
    static WebArchive war() {
        File target = new File(System.getProperty("project.build.directory"));
        return warWith(List.of(ExampleCallerIT.class)).addAsLibraries(new File(target, "example-steps.jar"), new File(target, "example-caller.jar"));
    }

    @BeforeEach
    void makeItsTable() {
        if (!Tables.exists("document")) {
            Tables.update("create table document (url varchar(500), pid varchar(32))");
        }
        Tables.update("delete from document");
    }

    @Test
    void rowAndProcessAreBothThereAfterTheCommit() throws Exception {
        String pid = register();

        assertEquals(List.of(pid), Tables.query("select pid from document where url = ?", URL));
        assertEquals(List.of("fetch", "approve", "digest"), processes.getProcessInfo(pid).progress().steps().stream().map(StepInfo::name).toList());
        awaitEnd(pid);
        processes.delete(pid);
    }

    @Test
    void neitherIsThereAfterARollback() throws Exception {
        long before = Tables.number("select count(*) from process");
        transaction.begin();
        register();
        transaction.rollback();

        assertEquals(List.of(), Tables.query("select pid from document"));
        assertEquals(before, Tables.number("select count(*) from process"));
    }

    private static String register() throws Exception {
        Class<?> type = Class.forName("com.acme.Documents");
        return (String) type.getMethod("register", String.class).invoke(CDI.current().select(type).get(), URL);
    }
}
