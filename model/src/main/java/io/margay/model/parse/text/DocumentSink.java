package io.margay.model.parse.text;

import io.margay.model.parse.Problem;
import io.margay.model.parse.Value;

/// Takes what [Documents] reads, in the order of the input.
public interface DocumentSink {
    /// A document, or an item of a list in JSON that says of what kind it is.
    void value(Value value);

    /// A document that is none.
    void problem(Problem problem);
}
