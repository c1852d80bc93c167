package io.dianzan.operator.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;

/** One JSON object: what it is, its rows as objects, and at its end their number. */
final class JsonSheet implements Sheet {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;
    private final Heading heading;
    private long rows;

    JsonSheet(OutputStream out, Heading heading) throws IOException {
        this.heading = heading;
        json = FACTORY.createGenerator(out);
        json.writeStartObject();
        json.writeStringField("campaign", heading.campaign());
        json.writeStringField("what", heading.what().word());
        json.writeStringField("asOf", Cells.plain(heading.asOf()));
        json.writeStringField("status", heading.status());
        json.writeArrayFieldStart("rows");
    }

    /** What is empty is left out. */
    @Override
    public void row(Object[] cells) throws IOException {
        json.writeRaw('\n');
        json.writeStartObject();
        for (int column = 0; column < cells.length; column++) {
            if (cells[column] != null) {
                json.writeFieldName(heading.columns().get(column));
                put(cells[column]);
            }
        }
        json.writeEndObject();
        rows++;
    }

    @Override
    public void end() throws IOException {
        json.writeEndArray();
        json.writeNumberField("count", rows);
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }

    private void put(Object cell) throws IOException {
        if (cell instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (cell instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString(Cells.plain(cell));
        }
    }
}
