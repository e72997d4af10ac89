package io.margay.wire;

import io.margay.model.update.Update;
import java.util.List;

/// Writes the updates of one host, one after the other, as messages in pieces; as [HostProtocol#write] does.
///
/// What a thousand hosts are told costs each of them a header: what is the same in all headers of a host is kept.
/// Cost: an array for the header, and a list with a reference a part that was encoded before. For one thread at a time.
public final class UpdateWriter {
    private final UpdateHeaders headers = new UpdateHeaders();

    /// An update, in pieces, which nobody may change.
    public List<byte[]> write(Update update) {
        return HostProtocol.pieces(headers.write(update), update.parts());
    }
}
