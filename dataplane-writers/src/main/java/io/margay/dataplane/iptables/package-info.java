/// The writer for iptables (over nf_tables) and ipset.
///
/// ```text
/// Plan ─▶ IptablesWriter ─▶ Renderer ─▶ Chains ─▶ ChainTable ─▶ iptables-restore     a transaction a version
///                │                 └──▶ NetSets ─┐
///                └──▶ SetChanges ────────────────┴▶ SetTable ─▶ Ipset                closes before it opens
/// ```
///
/// `IptablesWriter`, `ChainTable` and `SetTable` touch the kernel; all else is pure. What is Margay's in the kernel
/// begins with `mgy`: chains of the filter table, of raw and mangle where a host endpoint needs them, and sets. After a
/// crash the writer knows its own by that name, and knows by the hash in the first rule's
/// comment whether a chain is as it should be; until the first plan has come, traffic meets what was there before.
///
/// Comments: every rule that decides a packet is called by a [RuleName], the same in all chains that have it, and
/// stable. A chain's first rule has `#`, the chain's hash and a blank before that. [RuleNames] reads comments and
/// NFLOG's
/// prefixes back. A rule of a user's may be several here; the sum of their counters is its own.
@NullMarked
package io.margay.dataplane.iptables;

import org.jspecify.annotations.NullMarked;
