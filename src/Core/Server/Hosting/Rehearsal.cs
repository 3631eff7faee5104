using System.Text;
using MtcpRedis.Core.Commands;
using MtcpRedis.NetStack.Transport.InMemory;
using MtcpRedis.Server.Config;
using MtcpRedis.Server.Diagnostics;

namespace MtcpRedis.Server.Hosting;

/// <summary>
/// A short life of a node of its own, in memory, before the real one serves: code that runs for the first time has to be loaded, linked and
/// partly compiled, and the first client would wait for it (6 to 9 ms for the first SET, and everybody else on its core with it).
/// </summary>
internal static class Rehearsal
{
    /// <summary>Enough for a table to grow by all of its steps.</summary>
    private const int Keys = 4096;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    /// <summary>One command of each common kind, those that answer at length included.</summary>
    private static readonly string[] s_script =
    [
        "SET s 1", "GET s", "INCR s", "APPEND s x", "MSET a 1 b 2", "MGET a b", "EXISTS s", "TYPE s", "EXPIRE s 100", "TTL s", "SET s v EX 100",
        "LPUSH l a", "RPUSH l b c", "LRANGE l 0 -1", "LPOP l", "HSET h f v g w", "HGET h f", "HGETALL h", "HDEL h f",
        "SADD t a b", "SISMEMBER t a", "SMEMBERS t", "SREM t a", "ZADD z 1 a 2 b", "ZSCORE z a", "ZRANGE z 0 -1", "ZREM z a",
        "XADD x * f v", "XRANGE x - +", "MULTI", "SET s 2", "EXEC", "SCAN 0", "DEL s a b", "NOSUCHCOMMAND", "DBSIZE",
        "HELLO 3", "CLIENT LIST", "CONFIG GET maxmemory", "INFO everything", "FLUSHALL", "QUIT",
    ];

    /// <summary>Runs it; takes about a tenth of a second.</summary>
    /// <param name="commands">The commands of the node that will serve.</param>
    /// <param name="log">Told if the rehearsal node fails, which keeps nobody from serving.</param>
    /// <returns>Whether it went through to its end.</returns>
    public static bool Run(CommandTable commands, NodeLog log)
    {
        try
        {
            var transport = new InMemoryTransport();
            var config = new ConfigRegistry(ConfigLoader.Load(CommandLine.Parse([])));
            // Not the node's own akka block, which may name ports and other nodes.
            using var host = new NodeHost(new NodeOptions(), new NodeParts(commands, config, log), _ => transport);
            host.Start();
            Play(transport.Connect(window: 1 << 20));
            return true;
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            log.Warning($"The rehearsal failed, so the first requests will take some milliseconds longer: {failure}");
            return false;
        }
    }

    private static void Play(InMemoryPeer client)
    {
        var request = new StringBuilder();
        for (int i = 0; i < Keys; i++)
            Append(request, $"SET key:{i} {i}");
        foreach (string command in s_script)
            Append(request, command);
        client.Write(Encoding.ASCII.GetBytes(request.ToString()));
        if (!client.WaitForEnd(s_patience))
            throw new TimeoutException("The rehearsal node did not come to the end.");
        var replies = new byte[client.Available];
        client.Read(replies);
        if (!replies.AsSpan().EndsWith("+OK\r\n"u8))
            throw new InvalidOperationException("The rehearsal node closed the connection before its last command.");
    }

    private static void Append(StringBuilder request, string command)
    {
        string[] words = command.Split(' ');
        request.Append($"*{words.Length}\r\n");
        foreach (string word in words)
            request.Append($"${word.Length}\r\n{word}\r\n");
    }
}
