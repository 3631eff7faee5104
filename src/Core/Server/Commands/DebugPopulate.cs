using System.Text;
using MtcpRedis.Core.Hashing;
using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Server.Commands;

/// <summary>DEBUG POPULATE and STRINGMATCH-TEST: work made up for tests.</summary>
internal static class DebugPopulate
{
    private const int MatchRounds = 100_000;
    private const int LongestMatch = 32;

    public static void Run(SessionContext c)
    {
        if (!TryCount(c, 2, long.MaxValue, out long count))
            return;
        long size = 0;
        if (c.ArgCount == 5 && !TryCount(c, 4, c.Node.Keyspace.Settings.Value.ProtoMaxBulkLength, out size))
            return;
        string prefix = c.ArgCount > 3 ? c.Text(3) : "key";
        byte[] value = new byte[size];
        for (long i = 0; i < count; i++)
        {
            byte[] key = Encoding.Latin1.GetBytes($"{prefix}:{i}");
            Database database = c.Node.Keyspace.ShardOf(key).Databases[c.Session.Database];
            if (!database.Find(key).IsNull)
                continue;
            byte[] text = Encoding.ASCII.GetBytes($"value:{i}");
            if (size > 0)
                text.AsSpan(0, (int)Math.Min(size, text.Length)).CopyTo(value);
            database.SetString(key, size > 0 ? value : text);
            database.Changed(key);
        }
        c.Reply.Ok();
    }

    /// <summary>Patterns of few different bytes, so that every way through the matcher is taken.</summary>
    public static void MatchAtRandom(SessionContext c)
    {
        FastRandom random = FastRandom.Create();
        Span<byte> pattern = stackalloc byte[LongestMatch];
        Span<byte> text = stackalloc byte[LongestMatch];
        for (int i = 0; i < MatchRounds; i++)
            GlobPattern.Matches(Fill(pattern, ref random), Fill(text, ref random));
        c.Reply.SimpleString("Apparently Redis did not crash: test passed"u8);
    }

    private static ReadOnlySpan<byte> Fill(Span<byte> bytes, ref FastRandom random)
    {
        ReadOnlySpan<byte> alphabet = "*?[]^-\\abc"u8;
        Span<byte> used = bytes[..(int)random.Next(bytes.Length + 1)];
        foreach (ref byte b in used)
            b = alphabet[(int)random.Next(alphabet.Length)];
        return used;
    }

    private static bool TryCount(SessionContext c, int argument, long max, out long count)
    {
        bool valid = IntegerText.TryParse(c.Arg(argument), out count) && count >= 0 && count <= max;
        if (!valid)
            c.Reply.Error(RespErrors.MustBePositive);
        return valid;
    }
}
