using static MtcpRedis.Server.Config.Directives.CommonKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Data;

/// <summary>Directives about when values change to their large encoding.</summary>
internal static class EncodingDirectives
{
    public static readonly DirectiveGroup Group = new("Encodings of small values");

    public static readonly Directive<long> HashMaxListpackEntries = Group.Add(
        "hash-max-listpack-entries", LongCount, 512,
        "Fields up to which a hash stays compact.", InEffect, "hash-max-ziplist-entries");

    public static readonly Directive<ulong> HashMaxListpackValue = Group.Add(
        "hash-max-listpack-value", Memory, 64UL,
        "Longest field or value that a compact hash holds.", InEffect, "hash-max-ziplist-value");

    public static readonly Directive<long> ListMaxListpackSize = Group.Add(
        "list-max-listpack-size", Int, -2,
        "Size of a node of a list: a number of elements, or -1 to -5 for 4, 8, 16, 32 or 64 KiB.", InEffect, "list-max-ziplist-size");

    public static readonly Directive<long> ListCompressDepth = Group.Add(
        "list-compress-depth", Count, 0,
        "Nodes at both ends of a list that are not compressed; 0 compresses none.", InEffect);

    public static readonly Directive<long> SetMaxIntsetEntries = Group.Add(
        "set-max-intset-entries", LongCount, 512,
        "Members up to which a set of integers stays an array of integers.", InEffect);

    public static readonly Directive<long> SetMaxListpackEntries = Group.Add(
        "set-max-listpack-entries", LongCount, 128,
        "Members up to which a set stays compact.", InEffect);

    public static readonly Directive<ulong> SetMaxListpackValue = Group.Add(
        "set-max-listpack-value", Memory, 64UL,
        "Longest member that a compact set holds.", InEffect);

    public static readonly Directive<long> ZsetMaxListpackEntries = Group.Add(
        "zset-max-listpack-entries", LongCount, 128,
        "Members up to which a sorted set stays compact.", InEffect, "zset-max-ziplist-entries");

    public static readonly Directive<ulong> ZsetMaxListpackValue = Group.Add(
        "zset-max-listpack-value", Memory, 64UL,
        "Longest member that a compact sorted set holds.", InEffect, "zset-max-ziplist-value");

    public static readonly Directive<ulong> HllSparseMaxBytes = Group.Add(
        "hll-sparse-max-bytes", Memory, 3000UL,
        "Size up to which a HyperLogLog stays sparse.", InEffect);

    public static readonly Directive<ulong> StreamNodeMaxBytes = Group.Add(
        "stream-node-max-bytes", Memory, 4096UL,
        "Bytes in one node of a stream; 0 means no limit.");

    public static readonly Directive<long> StreamNodeMaxEntries = Group.Add(
        "stream-node-max-entries", LongCount, 100,
        "Entries in one node of a stream; 0 means no limit.");
}
