using System.Buffers;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Commands.Bitmaps;

/// <summary>BITOP: combines strings bit by bit.</summary>
internal static unsafe class BitOpCommand
{
    private const int FirstSource = 3;
    private const int MaxOnStack = 64;

    public static void BitOp(CommandContext c)
    {
        if (!TryOperation(c, out BitOperation operation))
        {
            c.Reply.Error(RespErrors.Syntax);
            return;
        }
        int count = c.ArgCount - FirstSource;
        if (operation == BitOperation.Not && count != 1)
        {
            c.Reply.Error("ERR BITOP NOT must be called with a single source key."u8);
            return;
        }
        nint[]? rented = count > MaxOnStack ? ArrayPool<nint>.Shared.Rent(count) : null;
        Span<nint> sources = rented is null ? stackalloc nint[MaxOnStack] : rented;
        sources = sources[..count];
        if (TryFind(c, sources, out long length))
            Store(c, operation, sources, length);
        if (rented is not null)
            ArrayPool<nint>.Shared.Return(rented);
    }

    private static bool TryOperation(CommandContext c, out BitOperation operation)
    {
        operation = c.IsOption(1, "AND"u8) ? BitOperation.And
            : c.IsOption(1, "OR"u8) ? BitOperation.Or
            : c.IsOption(1, "XOR"u8) ? BitOperation.Xor
            : BitOperation.Not;
        return operation != BitOperation.Not || c.IsOption(1, "NOT"u8);
    }

    /// <summary>Finds the sources' entries (0 for a missing key) and the longest one's length; false when the error has been replied.</summary>
    private static bool TryFind(CommandContext c, Span<nint> sources, out long longest)
    {
        longest = 0;
        for (int i = 0; i < sources.Length; i++)
        {
            if (!c.TryRead(FirstSource + i, RedisType.String, out Entry entry))
                return false;
            sources[i] = (nint)entry.Pointer;
            if (!entry.IsNull)
                longest = Math.Max(longest, StringValue.Length(entry));
        }
        return true;
    }

    private static void Store(CommandContext c, BitOperation operation, ReadOnlySpan<nint> sources, long length)
    {
        ReadOnlySpan<byte> key = c.Arg(2);
        Database database = c.DatabaseOf(key);
        if (length > 0)
        {
            byte* draft = database.BeginDraft(length, out Span<byte> target);
            Combine(operation, sources, target);
            database.SetDraft(key, draft);
            database.Changed(key, KeyspaceEventClasses.String, "set"u8);
        }
        else if (!database.Find(key).IsNull)
        {
            database.Remove(key);
            database.Changed(key, KeyspaceEventClasses.Generic, "del"u8);
        }
        c.Reply.Integer(length);
    }

    private static void Combine(BitOperation operation, ReadOnlySpan<nint> sources, Span<byte> target)
    {
        Span<byte> scratch = stackalloc byte[StringValue.ScratchSize];
        for (int i = 0; i < sources.Length; i++)
        {
            var entry = new Entry((byte*)sources[i]);
            ReadOnlySpan<byte> source = entry.IsNull ? default : StringValue.Read(entry, scratch);
            if (i > 0)
            {
                BitCombine.Into(target, source, operation);
                continue;
            }
            source.CopyTo(target);
            target[source.Length..].Clear();
        }
        if (operation == BitOperation.Not)
            BitCombine.Invert(target);
    }
}
