/** The minerals of the catalogue with their forms, codes and net import reliance. */
package org.lodewatch.cli.minerals;
