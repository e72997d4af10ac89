package io.margay.model.parse.text;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A line of JSON, read once from its beginning to its end by who knows what to expect: a [LineReader].
///
/// What is not as expected refuses the line: a value of another type (null, too), or a field that is asked for though
/// it has been read. From then on every object and list is at its end, so that who reads it is soon done, and `ended`
/// says so. What was read up to there is worth nothing.
///
/// Errors: an `IOException`, from all that go on, for what is no JSON.
public final class JsonLine {
    private final JsonParser in;
    private final Texts texts;
    private final int number;
    private boolean refused;

    JsonLine(JsonParser in, Texts texts, int number) {
        this.in = in;
        this.texts = texts;
        this.number = number;
    }

    /// Its number, from 1.
    public int number() {
        return number;
    }

    /// Refuses the line.
    public void refuse() {
        refused = true;
    }

    /// Refuses the line where a field was read before.
    public void refuseIf(boolean before) {
        refused |= before;
    }

    /// Begins to read the next value, which must be an object.
    public void object() throws IOException {
        refused |= in.nextToken() != JsonToken.START_OBJECT;
    }

    /// Begins to read the next value, which must be a list.
    public void list() throws IOException {
        refused |= in.nextToken() != JsonToken.START_ARRAY;
    }

    /// The name of the object's next field, whose value must be read next; null at its end.
    public @Nullable String field() throws IOException {
        return refused ? null : in.nextFieldName();
    }

    /// Begins to read the list's next item, which must be an object; false at its end.
    public boolean item() throws IOException {
        if (refused) {
            return false;
        }
        var token = in.nextToken();
        refused = token != JsonToken.START_OBJECT && token != JsonToken.END_ARRAY;
        return token == JsonToken.START_OBJECT;
    }

    /// Leaves out the next value, whatever it is, and does not look into it.
    public void skip() throws IOException {
        in.nextToken();
        in.skipChildren();
    }

    /// The next value, which must be a string; one that many share where they have it.
    ///
    /// @param before the field's value as far as it was read, which must be null
    public String text(@Nullable String before) throws IOException {
        return beginsText(before) ? texts.of(in.getTextCharacters(), in.getTextOffset(), in.getTextLength()) : "";
    }

    /// The same for a string that nobody keeps, as it is only read again.
    public String passingText(@Nullable String before) throws IOException {
        return beginsText(before) ? new String(in.getTextCharacters(), in.getTextOffset(), in.getTextLength()) : "";
    }

    /// The next value, which must be true or false.
    public boolean flag() throws IOException {
        var token = in.nextToken();
        refused |= token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE;
        return token == JsonToken.VALUE_TRUE;
    }

    /// The next value, which must be a whole number over 0 and written without fraction and exponent.
    ///
    /// @param before the field's value as far as it was read, which must be 0
    public int number(int before) throws IOException {
        var number = in.nextToken() == JsonToken.VALUE_NUMBER_INT ? in.getIntValue() : 0;
        refused |= before != 0 || number <= 0;
        return number;
    }

    /// Whether the line was not refused, and ends after the value that was read.
    public boolean ended() throws IOException {
        return !refused && in.nextToken() == null;
    }

    private boolean beginsText(@Nullable String before) throws IOException {
        var isText = in.nextToken() == JsonToken.VALUE_STRING;
        refused |= before != null || !isText;
        return isText;
    }
}
