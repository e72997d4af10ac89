package io.margay.actors.store;

import io.margay.actors.store.Edit.Delete;
import io.margay.actors.store.Edit.Put;
import io.margay.model.resource.Kind;
import io.margay.model.resource.ResourceKey;
import java.util.List;

/// Resources to keep.
public final class Samples {
    private Samples() {}

    /// The name of a network set.
    public static ResourceKey key(String name) {
        return new ResourceKey(Kind.GLOBAL_NETWORK_SET, "", name);
    }

    /// A network set of one net.
    public static String document(String name, String net) {
        return "{\"apiVersion\":\"projectcalico.org/v3\",\"kind\":\"GlobalNetworkSet\",\"metadata\":{\"name\":\"" + name
                + "\"},\"spec\":{\"nets\":[\"" + net + "\"]}}";
    }

    /// It is to be this, whatever it is.
    public static Put put(String name, String net) {
        return put(name, net, Edit.ANY);
    }

    /// The same, if it changed last in a revision.
    public static Put put(String name, String net, long expected) {
        var document = document(name, net);
        return new Put(StoredDocument.read(key(name), document), document, expected);
    }

    /// It is to be no more, whatever it is.
    public static Delete delete(String name) {
        return new Delete(key(name), Edit.ANY);
    }

    /// Of somebody.
    public static Edit edit(Edit.Step... steps) {
        return new Edit("somebody", false, List.of(steps));
    }
}
