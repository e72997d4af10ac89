package io.margay.engine.source;

import io.margay.engine.catalog.Catalog;
import io.margay.engine.catalog.CatalogChange;
import io.margay.engine.catalog.CatalogEditor;
import java.util.List;

/// The catalogue that the inputs make each time the source is complete.
///
/// Cost: that of the inputs that changed.
public final class CatalogState {
    /// The catalogue at a revision of the source.
    ///
    /// @param change in what it differs from the catalogue before
    public record Advanced(long revision, Catalog catalog, CatalogChange change) {}

    private CatalogEditor editor = Catalog.of(List.of()).edit();

    /// Inputs come, change and go.
    public void changed(List<Change> changes) {
        for (var change : changes) {
            switch (change) {
                case Change.Upserted(var resource) -> editor.put(resource);
                case Change.Deleted(var key) -> editor.remove(key);
            }
        }
    }

    /// The source has said everything up to a revision.
    public Advanced completed(long revision) {
        var edited = editor.done();
        editor = edited.catalog().edit();
        return new Advanced(revision, edited.catalog(), edited.change());
    }
}
