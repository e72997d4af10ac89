package io.margay.cli.local;

import io.margay.cli.probe.JsonObject;
import io.margay.cli.probe.JsonText;
import io.margay.model.parse.Value;
import java.util.List;

/// What a question is answered with, as a line of JSON; [LineClient] reads it.
public final class Answer {
    private Answer() {}

    /// These things.
    public static String items(List<? extends Value> items) {
        var list = new Value.Sequence(0, List.copyOf(items));
        return JsonText.print(new JsonObject().value("items", list).done());
    }

    /// None, and why.
    public static String refused(String why) {
        return JsonText.print(new JsonObject().text("error", why).done());
    }
}
