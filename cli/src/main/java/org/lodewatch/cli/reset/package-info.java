/** Deletes the state that a stopped topology has derived from the log, in steps that may be interrupted. */
package org.lodewatch.cli.reset;
