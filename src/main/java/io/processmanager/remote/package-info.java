/** The other side of an isolated step: the main class of its Java virtual machine. Knows no container and no database. */
package io.processmanager.remote;
