/** Prints what assumed changes of the supply do, and who could fill a gap. */
package org.lodewatch.cli.whatif;
