/** Compares the topics of a cluster with their copies on another one. */
package org.lodewatch.cli.copy;
