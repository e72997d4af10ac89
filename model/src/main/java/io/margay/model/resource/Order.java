package io.margay.model.resource;

/// A Calico order: lower goes first, absent is last.
///
/// Units: a plain number; negative is allowed, NaN was refused by `parse`.
public record Order(double value) implements Comparable<Order> {
  /// An absent order.
  public static final Order LAST = new Order(Double.POSITIVE_INFINITY);

  /// Minus zero becomes zero, with which it ties.
  public Order {
    value += 0.0;
  }

  @Override
  public int compareTo(Order other) {
    return Double.compare(value, other.value);
  }

  @Override
  public String toString() {
    return this.equals(LAST) ? "last" : value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
