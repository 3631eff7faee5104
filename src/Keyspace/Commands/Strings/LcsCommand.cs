using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Commands.Strings;

/// <summary>LCS: the longest common subsequence of two strings.</summary>
internal static unsafe class LcsCommand
{
    public static void Lcs(CommandContext c)
    {
        Entry first = Read(c, 1), second = Read(c, 2);
        if (!IsString(first) || !IsString(second))
        {
            c.Reply.Error("ERR The specified keys must contain string values"u8);
            return;
        }
        if (!LcsOptions.TryParse(c, out LcsOptions options))
            return;
        Span<byte> firstDigits = stackalloc byte[StringValue.ScratchSize], secondDigits = stackalloc byte[StringValue.ScratchSize];
        ReadOnlySpan<byte> a = first.IsNull ? default : StringValue.Read(first, firstDigits);
        ReadOnlySpan<byte> b = second.IsNull ? default : StringValue.Read(second, secondDigits);
        long bytes = LcsTable.BytesFor(a.Length, b.Length);
        if (bytes > c.Settings.ProtoMaxBulkLength)
        {
            c.Reply.Error("ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len"u8);
            return;
        }
        Run(c, options, a, b, bytes);
    }

    private static Entry Read(CommandContext c, int index)
    {
        ReadOnlySpan<byte> key = c.Arg(index);
        return c.DatabaseOf(key).FindForRead(key);
    }

    private static bool IsString(Entry entry) => entry.IsNull || entry.Type == RedisType.String;

    private static void Run(CommandContext c, LcsOptions options, ReadOnlySpan<byte> a, ReadOnlySpan<byte> b, long bytes)
    {
        Arena arena = c.Shard.Arena;
        byte* memory = arena.TryAllocate(bytes);
        if (memory is null)
        {
            c.Reply.Error("ERR Insufficient memory, failed allocating transient memory for LCS"u8);
            return;
        }
        var table = new LcsTable((uint*)memory, a, b);
        if (options.Length)
            c.Reply.Integer(table.Length);
        else if (options.Positions)
            ReplyMatches(c, options, ref table);
        else
            ReplyText(c, a, ref table);
        arena.Free(memory);
    }

    /// <summary>Fills the subsequence in from its end, the way the table is walked.</summary>
    private static void ReplyText(CommandContext c, ReadOnlySpan<byte> a, ref LcsTable table)
    {
        Span<byte> text = c.Reply.BeginBulk((int)table.Length);
        int at = text.Length;
        while (table.MoveBack(out LcsMatch match))
        {
            at -= match.Length;
            a.Slice(match.StartInFirst, match.Length).CopyTo(text[at..]);
        }
        c.Reply.EndBulk();
    }

    private static void ReplyMatches(CommandContext c, LcsOptions options, ref LcsTable table)
    {
        c.Reply.Map(2);
        c.Reply.Bulk("matches"u8);
        int start = c.Reply.Length;
        long count = 0;
        long length = table.Length;
        while (table.MoveBack(out LcsMatch match))
        {
            if (match.Length < options.MinMatchLength)
                continue;
            count++;
            c.Reply.Array(options.WithMatchLength ? 3 : 2);
            ReplyRange(c, match.StartInFirst, match.Length);
            ReplyRange(c, match.StartInSecond, match.Length);
            if (options.WithMatchLength)
                c.Reply.Integer(match.Length);
        }
        c.Reply.InsertArray(start, count);
        c.Reply.Bulk("len"u8);
        c.Reply.Integer(length);
    }

    private static void ReplyRange(CommandContext c, int start, int length)
    {
        c.Reply.Array(2);
        c.Reply.Integer(start);
        c.Reply.Integer(start + length - 1);
    }
}
