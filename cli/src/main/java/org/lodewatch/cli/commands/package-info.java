/**
 * One class for each command, {@code XCommand}, with its options. Commands check their arguments, connect to Kafka, and print
 * results or one line that explains an error. Groups of options that several commands share are mixins or superclasses.
 */
package org.lodewatch.cli.commands;
