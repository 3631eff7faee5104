using System.Text;
using MtcpRedis.Bench.Options;
using MtcpRedis.Bench.Replies;

namespace MtcpRedis.Bench.Load;

/// <summary>What every connection says before the load: HELLO 3, AUTH and SELECT as far as the options ask for them.</summary>
internal sealed class Greeting
{
    private Greeting(byte[] bytes, int replies) => (Bytes, Replies) = (bytes, replies);

    /// <summary>The commands as they are sent; empty when there are none.</summary>
    public byte[] Bytes { get; }

    /// <summary>How many replies are awaited.</summary>
    public int Replies { get; }

    /// <summary>The greeting of a run.</summary>
    public static Greeting Of(BenchOptions options)
    {
        var commands = new List<byte[]>();
        if (options.Password is { } password)
        {
            commands.Add(options.User is { } user ? Command("AUTH", user, password) : Command("AUTH", password));
        }

        if (options.Resp3)
        {
            commands.Add(Command("HELLO", "3"));
        }

        if (options.Database != 0)
        {
            commands.Add(Command("SELECT", $"{options.Database}"));
        }

        return new Greeting([.. commands.SelectMany(c => c)], commands.Count);
    }

    private static byte[] Command(params string[] arguments) => RespBytes.Array([.. arguments.Select(Encoding.UTF8.GetBytes)]);
}
