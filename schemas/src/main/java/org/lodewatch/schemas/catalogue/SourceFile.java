package org.lodewatch.schemas.catalogue;

/**
 * One file of a catalogue.
 *
 * @param label what messages call it
 * @param content its bytes
 * @param bundled whether it is the bundled one, standing in for a file that the user's directory leaves out
 */
record SourceFile(String label, byte[] content, boolean bundled) {}
