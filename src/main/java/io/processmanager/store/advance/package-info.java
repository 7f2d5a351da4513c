/** Group commits of this node's runner: concurrent checkpoints, ends and reports are committed together. */
package io.processmanager.store.advance;
