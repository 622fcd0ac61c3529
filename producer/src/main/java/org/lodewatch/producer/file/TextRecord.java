package org.lodewatch.producer.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.lodewatch.producer.rules.RowFault;
import org.lodewatch.schemas.values.RejectionReason;

/**
 * The bytes of one record of a file.
 *
 * @param bytes without line end; cut off if it is too long
 * @param line its first line, from 1
 * @param lines how many lines it spans
 * @param tooLong whether it is longer than {@link TextRecords#MAX_LENGTH}
 */
record TextRecord(byte[] bytes, long line, int lines, boolean tooLong) {

    boolean blank() {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return false;
            }
        }
        return true;
    }

    /** The text, if the bytes are UTF-8 and not too many. */
    String text() throws RowFault {
        if (tooLong) {
            throw new RowFault(
                    RejectionReason.LINE_TOO_LONG,
                    "longer than " + TextRecords.MAX_LENGTH + " bytes; expected one record a line");
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw new RowFault(
                    RejectionReason.MALFORMED_UTF8,
                    "not UTF-8 (" + e.getMessage() + "); convert the file, for instance with iconv");
        }
    }
}
