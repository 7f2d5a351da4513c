/**
 * How the runners of several nodes wake each other: what is told, when it is of use, and how it is heard. All of it is about being quick; whatever is
 * not heard is found by the regular look at the queue. Uses {@code store}, {@code configuration} and the root package.
 */
package io.processmanager.runner.nodes;
