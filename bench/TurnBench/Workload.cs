using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace MtcpRedis.TurnBench;

/// <summary>Requests as a client would send them, made before the clock runs, and what the replies to them must measure.</summary>
internal sealed unsafe class Workload
{
    /// <summary>Different portions; each holds one pipeline of requests.</summary>
    private const int Portions = 8192;

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

    /// <summary>The requests of a command on random keys.</summary>
    /// <exception cref="ArgumentException">The command is not one of those that <see cref="TurnBenchOptions.Help"/> lists.</exception>
    public static Workload Of(string command, int pipeline, TurnBenchOptions options)
    {
        var random = new Random(1);
        string value = new('v', options.DataSize);
        long NextKey() => random.Next(options.Keys);
        int bulk = $"${options.DataSize}\r\n{value}\r\n".Length;
        return command switch
        {
            "get" => new Workload(pipeline, bulk, NextKey, key => ["GET", Key(key)]),
            "set" => new Workload(pipeline, 5, NextKey, key => ["SET", Key(key), value]),
            "incr" => new Workload(pipeline, 0, NextKey, key => ["INCR", "counter:" + Twelve(key)]),
            "ping" => new Workload(pipeline, 7, NextKey, _ => ["PING"]),
            _ => throw new ArgumentException($"'{command}' is not a command of this benchmark; --help lists them"),
        };
    }

    private static void Append(StringBuilder text, string[] words)
    {
        text.Append(CultureInfo.InvariantCulture, $"*{words.Length}\r\n");
        foreach (string word in words)
            text.Append(CultureInfo.InvariantCulture, $"${word.Length}\r\n{word}\r\n");
    }

    private static string Key(long number) => "key:" + Twelve(number);

    private static string Twelve(long number) => number.ToString("D12", CultureInfo.InvariantCulture);
}
