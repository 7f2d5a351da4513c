package io.processmanager.benchmark.product;

import io.processmanager.ProcessManager;
import io.processmanager.benchmark.node.Commands;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

/** Takes the commands of the benchmark. */
@WebServlet("/benchmark/*")
public class BenchmarkServlet extends HttpServlet {

    @Inject
    ProcessManager processes;

    @Resource
    ManagedThreadFactory threads;

    @Resource
    UserTransaction transaction;

    private transient Commands commands;

    @Override
    public void init() throws ServletException {
        int places = Integer.getInteger("process-manager.runner.max-concurrent");
        commands = new Commands(new ProductEngine(processes, database(), transaction, places), threads);
    }

    /** WildFly has it by the first name, Payara by the second. */
    private static DataSource database() throws ServletException {
        try {
            return InitialContext.doLookup("java:/jdbc/ProcessManager");
        } catch (NamingException notWildFly) {
            try {
                return InitialContext.doLookup("jdbc/ProcessManager");
            } catch (NamingException missing) {
                throw new ServletException("the data source of the product is missing", missing);
            }
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String answer;
        try {
            answer = commands.execute(request.getPathInfo().substring(1), name -> Integer.parseInt(request.getParameter(name))).toString();
        } catch (Exception e) {
            // Whatever the system throws: the benchmark ends with it, and the log has the stack.
            log(request.getPathInfo() + " has failed", e);
            response.setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            answer = e.toString();
        }
        response.setContentType("text/plain;charset=UTF-8");
        response.getWriter().write(answer);
    }
}
