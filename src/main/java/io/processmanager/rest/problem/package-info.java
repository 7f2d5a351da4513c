/**
 * Errors as {@code application/problem+json} (RFC 9457). {@link io.processmanager.rest.problem.ProblemTable} alone maps
 * the product's exceptions, which know nothing of HTTP. Must not know the resources.
 */
package io.processmanager.rest.problem;
