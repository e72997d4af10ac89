package io.margay.model.parse.calico;

import io.margay.model.net.PortRange;
import io.margay.model.parse.Fields;
import io.margay.model.parse.Names;
import io.margay.model.parse.Value;
import io.margay.model.resource.EntityRule.Ports;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads the ports of a rule's side: numbers, `"80"`, ranges such as `"80:90"`, and names.
final class PortReader {
    private static final Pattern NUMBERS = Pattern.compile("-?[0-9]+(?::[0-9]+)?");
    private static final int OUT_OF_RANGE = -1;

    private final Fields side;
    private final List<PortRange> ranges = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    private PortReader(Fields side) {
        this.side = side;
    }

    /// The ports of a field; none where it is absent.
    static Ports read(Fields side, String field) {
        var reader = new PortReader(side);
        switch (side.value(field)) {
            case null -> {}
            case Value.Sequence(var _, var items) -> reader.items(field, items);
            case Value other -> side.problem(field, "must be a list, is " + other.describe());
        }
        return new Ports(reader.ranges, reader.names);
    }

    private void items(String field, List<Value> items) {
        for (int i = 0; i < items.size(); i++) {
            item(Items.place(field, i), items.get(i));
        }
    }

    private void item(String place, Value item) {
        switch (item) {
            case Value.Numeral(var _, var text) -> numbers(place, text);
            case Value.Text(var _, var text) when NUMBERS.matcher(text).matches() -> numbers(place, text);
            case Value.Text(var _, var text) -> name(place, text);
            case Value.Bool _, Value.Mapping _, Value.Sequence _, Value.Null _ ->
                side.problem(place, "must be a port, a range such as \"80:90\" or a name, is " + item.describe());
        }
    }

    private void name(String place, String text) {
        CalicoNames.check(side, place, Names.portNameProblem(text));
        names.add(text);
    }

    private void numbers(String place, String text) {
        var colon = text.indexOf(':');
        var first = port(place, colon < 0 ? text : text.substring(0, colon));
        var last = colon < 0 ? first : port(place, text.substring(colon + 1));
        if (first == OUT_OF_RANGE || last == OUT_OF_RANGE) {
            return;
        }
        if (first > last) {
            side.problem(place, "range must go up, is " + text);
            return;
        }
        ranges.add(new PortRange(first, last));
    }

    private int port(String place, String digits) {
        var port = PortRange.parse(digits).map(PortRange::first).orElse(0);
        if (port == 0) {
            side.problem(place, "port must be 1..65535, is " + digits);
            return OUT_OF_RANGE;
        }
        return port;
    }
}
