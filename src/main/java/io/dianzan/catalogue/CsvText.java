package io.dianzan.catalogue;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The text of a file in UTF-8, without its byte order mark; or what is wrong with it. Spreadsheets write other things too. */
public record CsvText(String text, BadRow bad) {
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    public static CsvText of(byte[] bytes) {
        if (bytes.length >= 2 && isUtf16Mark(bytes[0] & 0xFF, bytes[1] & 0xFF)) {
            return bad(1, "UTF-16");
        }
        var in = ByteBuffer.wrap(bytes);
        // UTF-8 never has more chars than bytes
        var out = CharBuffer.allocate(bytes.length);
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        if (decoder.decode(in, out, true).isError()) {
            return bad(lineAt(bytes, in.position()), "other bytes");
        }
        out.flip();
        if (out.hasRemaining() && out.get(0) == BYTE_ORDER_MARK) {
            out.get();
        }
        return new CsvText(out.toString(), null);
    }

    private static boolean isUtf16Mark(int first, int second) {
        return (first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE);
    }

    private static CsvText bad(long line, String found) {
        return new CsvText(
                null, new BadRow(line, null, "expected UTF-8, found " + found + "; save the file as \"CSV UTF-8\""));
    }

    private static long lineAt(byte[] bytes, int position) {
        long line = 1;
        for (int i = 0; i < position; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        return line;
    }
}
