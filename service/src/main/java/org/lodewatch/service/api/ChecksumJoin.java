package org.lodewatch.service.api;

/**
 * The CRC-32 of two byte sequences in a row, from those of each and the length of the second, as {@code crc32_combine} of zlib
 * computes it: the first is multiplied by x to the power of the bits of the second, modulo the polynomial of CRC-32.
 */
final class ChecksumJoin {

    /** The polynomial without its highest term, the lowest powers in the highest bits. */
    private static final int POLYNOMIAL = 0xEDB88320;

    private static final int ONE = 1 << 31;
    private static final int X = 1 << 30;
    private static final int BITS_A_BYTE = 8;

    private ChecksumJoin() {}

    static int of(int first, int second, long lengthOfSecond) {
        return product(power(lengthOfSecond * BITS_A_BYTE), first) ^ second;
    }

    /** x to a power, modulo the polynomial, by squaring. */
    private static int power(long exponent) {
        int power = ONE;
        int square = X;
        for (long left = exponent; left != 0; left >>>= 1) {
            if ((left & 1) != 0) {
                power = product(power, square);
            }
            square = product(square, square);
        }
        return power;
    }

    private static int product(int one, int other) {
        int product = 0;
        int shifted = other;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((one & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) != 0 ? shifted >>> 1 ^ POLYNOMIAL : shifted >>> 1;
        }
        return product;
    }
}
