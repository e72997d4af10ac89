/// The writer for iptables, of either backend, and ipset.
///
/// ```text
/// Plan ─▶ IptablesWriter ─▶ Renderer ─▶ Chains ─▶ ChainTable ─▶ iptables-restore     a transaction a table
///                │                 └──▶ NetSets ─┐
///                └──▶ SetChanges ────────────────┴▶ SetTable ─▶ Ipset                closes before it opens
///
/// now and then: iptables-save ─▶ OwnChains ─▶ ChainTable; Ipset ─▶ SetComparison ─▶ SetTable      what others changed
/// refused: RefusedChains, RefusedSets ─▶ closed chains in place of those that cannot be as they should
/// ```
///
/// `IptablesWriter`, `ChainTable`, `Trial`, `Leftovers`, `Backends`, `SetTable` and `Unions` touch the kernel; all else
/// is
/// pure.
/// What is Margay's in the kernel begins with `mgy`: chains and sets. After a crash the writer knows its own by that
/// name, and knows by the hash in the first rule's comment, and the outline of all, whether a chain is as it should be;
/// until the first plan has come, traffic meets what was there before.
///
/// Comments: every rule that decides a packet is called by a [RuleName], the same in all chains that have it, and
/// stable. A chain's first rule has `#`, the chain's hash and a blank before that. [RuleNames] reads comments and
/// NFLOG's prefixes back. A rule of a user's may be several here; the sum of their counters is its own.
@NullMarked
package io.margay.dataplane.iptables;

import org.jspecify.annotations.NullMarked;
