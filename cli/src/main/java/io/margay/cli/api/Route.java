package io.margay.cli.api;

import akka.http.javadsl.model.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// What is done for one method at paths of one form.
///
/// @param path such as `/api/v1/resources/{kind}/{name}`
/// @param role who may
record Route(String method, String path, Caller.Role role, Answer answer) {
    /// Answers a call; a stage that fails is put into words by the server.
    @FunctionalInterface
    interface Answer {
        CompletionStage<HttpResponse> to(Call call);
    }

    /// The parts of a path that this route is for; empty for any other.
    Optional<Map<String, String>> parts(List<String> segments) {
        var wanted = path.substring(1).split("/", -1);
        if (wanted.length != segments.size()) {
            return Optional.empty();
        }
        var parts = new HashMap<String, String>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{")) {
                parts.put(wanted[i].substring(1, wanted[i].length() - 1), segments.get(i));
            } else if (!wanted[i].equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(parts);
    }
}
