/** What a Java type can take of JSON without changing or losing anything: the shapes of types, and the mapping that is strict about them. */
package io.processmanager.definition.shape;
