package io.margay.cli.client;

import io.margay.model.parse.Checked;
import io.margay.model.parse.Value;
import io.margay.model.parse.Value.Mapping;
import io.margay.model.parse.text.ValueReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/// Hears of each change as it comes, and comes back where it was when the stream ends.
public final class WatchClient {
    private static final String ID = "id: ";
    private static final String EVENT = "event: ";
    private static final String DATA = "data: ";
    private static final String GONE = "gone";

    private final ApiClient client;
    private final String path;
    private final Consumer<Mapping> heard;
    private String last;

    /// @param path with a query; what it asks for is told
    /// @param after the revision after which it begins
    public WatchClient(ApiClient client, String path, String after, Consumer<Mapping> heard) {
        this.client = client;
        this.path = path;
        this.last = after;
        this.heard = heard;
    }

    /// Goes on until this thread is interrupted, or it cannot: then why.
    public Reply run() {
        try {
            boolean isOver = false;
            while (!isOver) {
                isOver = isGone();
            }
            return new Reply.Unreachable("what changed since revision " + last + " is no longer kept");
        } catch (IOException e) {
            return Thread.currentThread().isInterrupted()
                    ? new Reply.Done(new Mapping(0, Map.of()))
                    : new Reply.Unreachable(client.reason(e));
        }
    }

    private boolean isGone() throws IOException {
        try (var lines = client.follow(path, last)) {
            return isGone(lines);
        }
    }

    /// Tells what comes, until the stream ends; whether it ended since what comes next is gone.
    private boolean isGone(BufferedReader lines) throws IOException {
        var event = "";
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith(ID)) {
                last = line.substring(ID.length());
            } else if (line.startsWith(EVENT)) {
                event = line.substring(EVENT.length());
            } else if (line.startsWith(DATA) && event.equals(GONE)) {
                return true;
            } else if (line.startsWith(DATA)) {
                tell(line.substring(DATA.length()));
            }
        }
        return false;
    }

    private void tell(String data) {
        if (new ValueReader("event").readLine(1, data) instanceof Checked.Good<Value>(Mapping object, var _)) {
            heard.accept(object);
        }
    }
}
