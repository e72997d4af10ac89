package io.margay.model.update;

/// An update that cannot be taken by this host: it changes nothing. The host needs one of base 0.
public final class UpdateRefused extends IllegalStateException {
    private static final long serialVersionUID = 1;

    /// @param why in words for people
    public UpdateRefused(String why) {
        super(why);
    }
}
