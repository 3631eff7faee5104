using System.Text;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>Reads whole databases through ordinary commands.</summary>
public static class StateReader
{
    /// <summary>Database numbers that a server has by default.</summary>
    public const int Databases = 16;

    /// <summary>Every key of a database, ordered by name.</summary>
    public static List<KeyState> Read(RespClient client, int database)
    {
        client.Must("SELECT", $"{database}");
        var keys = client.Must("KEYS", "*").Items.Select(k => k.Bytes).OrderBy(Encoding.Latin1.GetString, StringComparer.Ordinal).ToList();
        var types = client.CallAll([.. keys.Select(k => Command("TYPE", k))]);
        var encodings = client.CallAll([.. keys.Select(k => Command("OBJECT", "ENCODING", k))]);
        var expires = client.CallAll([.. keys.Select(k => Command("PEXPIRETIME", k))]);
        var contents = client.CallAll([.. keys.Select((k, i) => Content(types[i].Text, k))]);
        return [.. keys.Select((k, i) => new KeyState(k, types[i].Text, encodings[i], expires[i], contents[i]))];
    }

    /// <summary>The sizes of all databases.</summary>
    public static long[] Sizes(RespClient client)
    {
        var replies = client.CallAll(
            [.. Enumerable.Range(0, Databases).SelectMany(d => new[] { new RespCommand("SELECT", $"{d}"), new RespCommand("DBSIZE") })]);
        return [.. replies.Where((_, i) => i % 2 == 1).Select(r => r.AsInteger)];
    }

    /// <summary>The command that gives the whole value of a key of the type.</summary>
    public static RespCommand Content(string type, byte[] key) => type switch
    {
        "string" => Command("GET", key),
        "list" => Command("LRANGE", key, "0", "-1"),
        "set" => Command("SMEMBERS", key),
        "hash" => Command("HGETALL", key),
        "zset" => Command("ZRANGE", key, "0", "-1", "WITHSCORES"),
        _ => Command("TYPE", key),
    };

    private static RespCommand Command(string name, byte[] key, params string[] rest) =>
        new([Encoding.Latin1.GetBytes(name), key, .. rest.Select(Encoding.Latin1.GetBytes)]);

    private static RespCommand Command(string name, string sub, byte[] key) =>
        new([Encoding.Latin1.GetBytes(name), Encoding.Latin1.GetBytes(sub), key]);
}
