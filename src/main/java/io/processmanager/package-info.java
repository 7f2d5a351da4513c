/**
 * The public API, with {@link ProcessManager}, {@link Runners} and {@link StepExecutor} as entry points. Uses only
 * {@code view} and {@code json}.
 */
package io.processmanager;
