/** Reads and writes the policies in dependence-policies. */
package org.lodewatch.cli.policies;
