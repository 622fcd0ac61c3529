package org.lodewatch.benchmarks.trade;

/**
 * What a plain batch over a log found.
 *
 * @param records in the log, those too that a feed calls its periods complete by
 * @param bytes of their keys and values
 * @param diskBytes that the log takes, as its publisher has compressed it
 * @param windows how many windows they give shares for
 * @param books that have these windows
 * @param seconds it took
 */
public record RecountResult(long records, long bytes, long diskBytes, int windows, int books, double seconds) {

    public double bytesPerRecord() {
        return (double) bytes / records;
    }

    public double diskBytesPerRecord() {
        return (double) diskBytes / records;
    }
}
