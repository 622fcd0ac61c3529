/**
 * Gives generated input to every part that reads data from outside, and checks each result: a right figure or a named refusal.
 * An input is a function of seed, kind and number, so that each can be run again alone.
 */
package org.lodewatch.benchmarks.fuzz;
