package io.margay.model.selector;

import io.margay.model.selector.Selector.All;
import io.margay.model.selector.Selector.And;
import io.margay.model.selector.Selector.Contains;
import io.margay.model.selector.Selector.EndsWith;
import io.margay.model.selector.Selector.Equals;
import io.margay.model.selector.Selector.Global;
import io.margay.model.selector.Selector.Has;
import io.margay.model.selector.Selector.In;
import io.margay.model.selector.Selector.Not;
import io.margay.model.selector.Selector.NotEquals;
import io.margay.model.selector.Selector.NotIn;
import io.margay.model.selector.Selector.Or;
import io.margay.model.selector.Selector.StartsWith;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// Makes a new tree out of one, as editing and re-reading its canonical text would.
///
/// @param rename gives each label's key its new name
/// @param all what takes the place of `all()`
/// @param global what takes the place of `global()`
record SelectorRewriter(UnaryOperator<String> rename, Selector all, Selector global) {
    Selector rewrite(Selector selector) {
        return switch (selector) {
            case All() -> all;
            case Global() -> global;
            case Has(var key) -> new Has(rename.apply(key));
            case Equals(var key, var value) -> new Equals(rename.apply(key), value);
            case NotEquals(var key, var value) -> new NotEquals(rename.apply(key), value);
            case In(var key, var values) -> new In(rename.apply(key), values);
            case NotIn(var key, var values) -> new NotIn(rename.apply(key), values);
            case Contains(var key, var part) -> new Contains(rename.apply(key), part);
            case StartsWith(var key, var prefix) -> new StartsWith(rename.apply(key), prefix);
            case EndsWith(var key, var suffix) -> new EndsWith(rename.apply(key), suffix);
            case Not(var operand) -> not(rewrite(operand));
            case And(var operands) -> new And(rewrite(operands));
            case Or(var operands) -> new Or(rewrite(operands));
        };
    }

    private List<Selector> rewrite(List<Selector> operands) {
        // No stream here: its frames would multiply with the depth of the tree.
        var rewritten = new ArrayList<Selector>(operands.size());
        for (var operand : operands) {
            rewritten.add(rewrite(operand));
        }
        return rewritten;
    }

    private static Selector not(Selector operand) {
        return operand instanceof Not(var twice) ? twice : new Not(operand);
    }
}
