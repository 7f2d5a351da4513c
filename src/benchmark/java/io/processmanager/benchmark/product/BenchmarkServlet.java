package io.processmanager.benchmark.product;

import java.io.IOException;

import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.sql.DataSource;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import io.processmanager.ProcessManager;
import io.processmanager.benchmark.node.Commands;

/** Takes the commands of the benchmark. */
@WebServlet("/benchmark/*")
public class BenchmarkServlet extends HttpServlet {

    @Inject
    ProcessManager processes;

    @Resource
    ManagedThreadFactory threads;

    private transient Commands commands;

    @Override
    public void init() throws ServletException {
        try {
            DataSource database = InitialContext.doLookup("java:/jdbc/ProcessManager");
            int places = Integer.getInteger("process-manager.runner.max-concurrent");
            commands = new Commands(new ProductEngine(processes, database, places), threads);
        } catch (NamingException e) {
            throw new ServletException("the data source of the product is missing", e);
        }
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
        try {
            String answer = commands.execute(request.getPathInfo().substring(1), name -> Integer.parseInt(request.getParameter(name))).toString();
            response.setContentType("application/json");
            response.getWriter().write(answer);
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new ServletException("the command has failed: " + e, e);
        }
    }
}
