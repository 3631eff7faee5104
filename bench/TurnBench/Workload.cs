using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace MtcpRedis.TurnBench;

/// <summary>Requests as a client would send them, made before the clock runs, and what the replies to them must measure.</summary>
internal sealed unsafe class Workload
{
    /// <summary>Different portions; each holds one pipeline of requests.</summary>
    private const int Portions = 8192;

    private static readonly Dictionary<string, Request> s_commands = new(StringComparer.Ordinal)
    {
        ["ping"] = new((_, _) => ["PING"], _ => "+PONG\r\n"),
        ["get"] = new((n, _) => ["GET", Key(n)], Bulk),
        ["set"] = new((n, value) => ["SET", Key(n), value], _ => "+OK\r\n"),
        ["incr"] = new((n, _) => ["INCR", "counter:" + Twelve(n)], Varying),
        ["rpush"] = new((_, value) => ["RPUSH", "mylist", value], Varying),
        ["lpush"] = new((_, value) => ["LPUSH", "mylist", value], Varying),
        // Push and pop in turns: the list keeps its length.
        ["queue"] = new((n, value) => n % 2 == 0 ? ["LPUSH", "myqueue", value] : ["RPOP", "myqueue"], Varying),
        ["sadd"] = new((n, _) => ["SADD", "myset", Member(n)], Varying),
        ["sismember"] = new((n, _) => ["SISMEMBER", "myset", Member(n)], Varying),
        ["hset"] = new((n, value) => ["HSET", "myhash", Member(n), value], Varying),
        ["hget"] = new((n, _) => ["HGET", "myhash", Member(n)], Varying),
        ["hset-small"] = new((n, value) => ["HSET", "small:" + Twelve(n), "field", value], Varying),
        ["zadd"] = new((n, _) => ["ZADD", "myzset", $"{n}", Member(n)], Varying),
        ["zscore"] = new((n, _) => ["ZSCORE", "myzset", Member(n)], Varying),
    };

    private readonly byte*[] _portions = new byte*[Portions];
    private readonly int[] _lengths = new int[Portions];

    private Workload(int pipeline, int replyBytes, Func<long> nextKey, Func<long, string[]> command)
    {
        Pipeline = pipeline;
        ReplyBytes = replyBytes * pipeline;
        var text = new StringBuilder();
        for (int i = 0; i < Portions; i++)
        {
            text.Clear();
            for (int n = 0; n < pipeline; n++)
                Append(text, command(nextKey()));
            byte[] bytes = Encoding.Latin1.GetBytes(text.ToString());
            _lengths[i] = bytes.Length;
            _portions[i] = (byte*)NativeMemory.Alloc((nuint)bytes.Length);
            bytes.CopyTo(new Span<byte>(_portions[i], bytes.Length));
        }
    }

    /// <summary>Names of the commands that <see cref="Of"/> knows.</summary>
    public static IEnumerable<string> Commands => s_commands.Keys;

    /// <summary>Requests in one portion.</summary>
    public int Pipeline { get; }

    /// <summary>Bytes of the replies to a portion; 0 where they differ.</summary>
    public int ReplyBytes { get; }

    /// <summary>One of the portions.</summary>
    public byte* Portion(uint number, out int length)
    {
        length = _lengths[number % Portions];
        return _portions[number % Portions];
    }

    /// <summary>Sets every key once.</summary>
    public static Workload Fill(TurnBenchOptions options)
    {
        long next = 0;
        string value = new('v', options.DataSize);
        return new Workload((options.Keys + Portions - 1) / Portions, 5, () => next++ % options.Keys, key => ["SET", Key(key), value]);
    }

    /// <summary>The requests of a command on random keys, or on random members of one key.</summary>
    /// <exception cref="ArgumentException">The command is not one of those that <see cref="TurnBenchOptions.Help"/> lists.</exception>
    public static Workload Of(string command, int pipeline, TurnBenchOptions options)
    {
        if (!s_commands.TryGetValue(command, out Request? request))
            throw new ArgumentException($"'{command}' is not a command of this benchmark; --help lists them");
        var random = new Random(1);
        string value = new('v', options.DataSize);
        int reply = request.Reply(value).Length;
        return new Workload(pipeline, reply, () => random.Next(options.Keys), number => request.Words(number, value));
    }

    private static void Append(StringBuilder text, string[] words)
    {
        text.Append(CultureInfo.InvariantCulture, $"*{words.Length}\r\n");
        foreach (string word in words)
            text.Append(CultureInfo.InvariantCulture, $"${word.Length}\r\n{word}\r\n");
    }

    private static string Key(long number) => "key:" + Twelve(number);

    private static string Twelve(long number) => number.ToString("D12", CultureInfo.InvariantCulture);

    private static string Member(long number) => "element:" + Twelve(number);

    private static string Bulk(string value) => $"${value.Length}\r\n{value}\r\n";

    private static string Varying(string value) => "";

    /// <summary>How a command is asked and answered.</summary>
    /// <param name="Words">The request's words, given a random number and the value.</param>
    /// <param name="Reply">The reply, given the value; empty where replies differ in length.</param>
    private sealed record Request(Func<long, string, string[]> Words, Func<string, string> Reply);
}
