package org.lodewatch.schemas.catalogue;

/** A point in a file; line and column count from 1, the column in characters. */
record RowLocation(String file, int line, int column) implements Comparable<RowLocation> {

    @Override
    public int compareTo(RowLocation other) {
        return line == other.line ? Integer.compare(column, other.column) : Integer.compare(line, other.line);
    }

    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
