/**
 * What the client is told when something goes wrong: {@code application/problem+json} (RFC 9457). The exceptions of the product know
 * nothing of HTTP; the one table from them to problems is {@link io.processmanager.rest.problem.ProblemTable}. Uses the root package and
 * the representations.
 */
package io.processmanager.rest.problem;
