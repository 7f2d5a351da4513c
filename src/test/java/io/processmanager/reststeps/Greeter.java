package io.processmanager.reststeps;

import jakarta.enterprise.context.ApplicationScoped;

/** A container bean that a step may be given as a service. */
@ApplicationScoped
public class Greeter {

    String greet(String name) {
        return "Hello, " + name;
    }
}
