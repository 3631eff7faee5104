using System.Text;
using MtcpRedis.Bench.Options;
using MtcpRedis.Bench.Replies;

namespace MtcpRedis.Bench.Workloads;

/// <summary>The tests by name: redis-benchmark's, in its order, on its keys.</summary>
internal static class WorkloadCatalog
{
    private const string Key = "key:" + CommandTemplate.Placeholder;
    private const string Element = "element:" + CommandTemplate.Placeholder;

    /// <summary>The tests a run consists of, in order.</summary>
    /// <exception cref="OptionException">A selected name is not a test.</exception>
    public static IReadOnlyList<Workload> Select(BenchOptions options)
    {
        if (options.Command.Count > 0)
        {
            return [Custom(options)];
        }

        if (options.Idle is { } idle)
        {
            return [Idle(idle)];
        }

        var all = All(options);
        var unknown = options.Tests.FirstOrDefault(name => !all.Any(w => w.Names.Contains(name)));
        if (unknown is not null)
        {
            throw new OptionException($"unknown test '{unknown}'; tests are {string.Join(", ", all.SelectMany(w => w.Names).Distinct())}");
        }

        return options.Tests.Count == 0 ? all : [.. all.Where(w => w.Names.Any(options.Tests.Contains))];
    }

    /// <summary>The value that the tests write: letters, always the same for one size.</summary>
    public static byte[] Value(int size)
    {
        var random = new RandomNumbers(seed: 20, limit: 26);
        var value = new byte[size];
        for (var i = 0; i < size; i++)
        {
            value[i] = (byte)('A' + random.Next());
        }

        return value;
    }

    private static Workload Idle(int clients) => new()
    {
        Title = $"IDLE ({clients} connections, PING)",
        Names = ["idle"],
        Command = CommandTemplate.Of(["PING"u8.ToArray()], random: false),
        Rule = Always("+PONG\r\n"),
    };

    private static Workload Custom(BenchOptions options) => new()
    {
        Title = string.Join(' ', options.Command),
        Names = ["command"],
        Command = CommandTemplate.Of([.. options.Command.Select(Encoding.UTF8.GetBytes)], options.KeySpace is not null),
        Rule = _ => new AnyReplyRule(),
    };

    private static List<Workload> All(BenchOptions options)
    {
        var value = Value(options.DataSize);
        var random = options.KeySpace is not null;
        return
        [
            new() { Title = "PING_INLINE", Names = ["ping_inline", "ping"], Command = CommandTemplate.Inline("PING"), Rule = Always("+PONG\r\n") },
            new() { Title = "PING_MBULK", Names = ["ping_mbulk", "ping"], Command = Command("PING"), Rule = Always("+PONG\r\n") },
            new() { Title = "SET", Names = ["set"], Command = Command("SET", Key, value), Rule = Always("+OK\r\n"), Learn = (k, _) => k.KeysHoldValue = true },
            new() { Title = "GET", Names = ["get"], Command = Command("GET", Key), Rule = k => GetRule(k, random, value) },
            new() { Title = "INCR", Names = ["incr"], Command = Command("INCR", "counter:" + CommandTemplate.Placeholder), Rule = _ => IncrementRule(random) },
            new() { Title = "LPUSH", Names = ["lpush"], Command = Command("LPUSH", "mylist", value), Rule = Growing, Learn = Pushed },
            new() { Title = "RPUSH", Names = ["rpush"], Command = Command("RPUSH", "mylist", value), Rule = Growing },
            new() { Title = "LPOP", Names = ["lpop"], Command = Command("LPOP", "mylist"), Rule = AnyBulk, Learn = Popped },
            new() { Title = "RPOP", Names = ["rpop"], Command = Command("RPOP", "mylist"), Rule = AnyBulk, Learn = Popped },
            new() { Title = "SADD", Names = ["sadd"], Command = Command("SADD", "myset", Element), Rule = ZeroOrOne },
            new() { Title = "HSET", Names = ["hset"], Command = Command("HSET", "myhash", Element, value), Rule = ZeroOrOne },
            new() { Title = "SPOP", Names = ["spop"], Command = Command("SPOP", "myset"), Rule = AnyBulk },
            new() { Title = "ZADD", Names = ["zadd"], Command = Command("ZADD", "myzset", random ? CommandTemplate.Placeholder : "0", Element), Rule = ZeroOrOne },
            new() { Title = "ZPOPMIN", Names = ["zpopmin"], Command = Command("ZPOPMIN", "myzset"), Rule = _ => new ScoredMemberReplyRule() },
            new()
            {
                Title = "LPUSH (needed to benchmark LRANGE)",
                Names = ["lrange", "lrange_100", "lrange_300", "lrange_500", "lrange_600"],
                Command = Command("LPUSH", "mylist", value),
                Rule = Growing,
                Learn = Pushed,
            },
            Range(100),
            Range(300),
            Range(500),
            Range(600),
            new() { Title = "MSET (10 keys)", Names = ["mset"], Command = Command(TenKeys()), Rule = Always("+OK\r\n") },
        ];

        CommandTemplate Command(params object[] arguments) =>
            CommandTemplate.Of([.. arguments.Select(a => a as byte[] ?? Encoding.ASCII.GetBytes((string)a))], random);

        Workload Range(int count) => new()
        {
            Title = $"LRANGE_{count} (first {count} elements)",
            Names = [$"lrange_{count}", "lrange"],
            Command = Command("LRANGE", "mylist", "0", $"{count - 1}"),
            Rule = k => new RangeReplyRule(Math.Min(count, k.KnownListHead), count, k.KnownListHead, value),
        };

        object[] TenKeys() => ["MSET", .. Enumerable.Range(0, 10).SelectMany(_ => new object[] { Key, value })];
    }

    private static Func<WorkloadKnowledge, ReplyRule> Always(string reply) => _ => new ExactReplyRule(Encoding.ASCII.GetBytes(reply));

    private static ReplyRule GetRule(WorkloadKnowledge knowledge, bool random, byte[] value) =>
        !knowledge.KeysHoldValue ? new BulkReplyRule(null)
        : random ? new BulkReplyRule(value)
        : new ExactReplyRule(RespBytes.Bulk(value));

    private static ReplyRule IncrementRule(bool random) => random ? new IntegerReplyRule(long.MinValue, long.MaxValue) : new GrowingIntegerReplyRule();

    private static ReplyRule Growing(WorkloadKnowledge knowledge) => new GrowingIntegerReplyRule();

    private static ReplyRule AnyBulk(WorkloadKnowledge knowledge) => new BulkReplyRule(null);

    private static ReplyRule ZeroOrOne(WorkloadKnowledge knowledge) => new IntegerReplyRule(0, 1);

    private static void Pushed(WorkloadKnowledge knowledge, long requests) => knowledge.KnownListHead += requests;

    private static void Popped(WorkloadKnowledge knowledge, long requests) => knowledge.KnownListHead = Math.Max(0, knowledge.KnownListHead - requests);
}
