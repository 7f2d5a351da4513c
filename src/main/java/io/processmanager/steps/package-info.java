/**
 * The step types that every deployment has: {@code merge}, {@code require}, {@code delay}, {@code approval} and {@code http-request}. They
 * are written as anybody's steps are and use nothing but the root package and {@code configuration}.
 */
package io.processmanager.steps;
