using MtcpRedis.Conformance.Replies;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>Brings both servers to the same known state, and checks that emptying ours gives back all memory of its data.</summary>
public sealed class ServerReset(Duel duel)
{
    private const string MemoryField = "used_memory_arenas:";

    /// <summary>Directives that streams change, with the values they are set back to.</summary>
    private static readonly string[] s_directives =
    [
        "hash-max-listpack-entries", "128", "hash-max-listpack-value", "64", "list-max-listpack-size", "-2", "list-compress-depth", "0",
        "set-max-intset-entries", "512", "zset-max-listpack-entries", "128", "zset-max-listpack-value", "64", "hll-sparse-max-bytes", "3000",
        "proto-max-bulk-len", "4194304", "notify-keyspace-events", "", "maxmemory-policy", "noeviction", "slowlog-log-slower-than", "10000",
        "slowlog-max-len", "128", "lazyfree-lazy-user-del", "no", "lazyfree-lazy-user-flush", "no", "timeout", "0", "active-expire-effort", "1",
    ];

    private long? _baseline;

    /// <summary>New connections, empty databases, default directives.</summary>
    public void Before(IReadOnlyList<int> protocols)
    {
        if (duel.Subject.Server.HasExited)
        {
            duel.Subject.Server.Restart();
            _baseline = null;
        }

        duel.Reconnect(protocols);
        Prepare(duel.Reference);
        duel.OnSubject("FLUSHALL", Prepare);
        _baseline ??= ArenaBytes();
    }

    /// <summary>Empties the subject and compares its arenas with what they held at first.</summary>
    /// <exception cref="MismatchException">Memory was not given back, to the byte.</exception>
    public void CheckBaseline()
    {
        duel.Subject.Reconnect([2]);
        duel.OnSubject("FLUSHALL", side => side.Admin.Must("FLUSHALL", "SYNC"));
        if (_baseline is { } wanted && ArenaBytes() is { } left && left != wanted)
        {
            _baseline = left;
            throw new MismatchException("memory", "FLUSHALL", $"the arenas hold {left} bytes after FLUSHALL instead of {wanted}");
        }
    }

    private static void Prepare(Side side)
    {
        side.Admin.Must("FLUSHALL", "SYNC");
        side.Admin.Must(["CONFIG", "SET", .. s_directives]);

        // Not every subject has these; the families that use them compare their replies.
        side.Admin.Call("DEBUG", "SET-ACTIVE-EXPIRE", "1");
        side.Admin.Call("CLIENT", "UNPAUSE");
    }

    private long? ArenaBytes() => duel.OnSubject("INFO", side =>
    {
        var line = side.Admin.Must(
            "INFO",
            "memory").Text.Split("\r\n").FirstOrDefault(l => l.StartsWith(MemoryField, StringComparison.Ordinal));
        if (line is null && side.Server is MtcpRedisProcess)
        {
            throw new MismatchException("memory", "INFO", $"INFO memory has no field {MemoryField.TrimEnd(':')}");
        }

        return line is null ? (long?)null : long.Parse(line.AsSpan(MemoryField.Length));
    });
}
