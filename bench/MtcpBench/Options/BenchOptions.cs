namespace MtcpRedis.Bench.Options;

/// <summary>What one run of the load generator does. Made once by <see cref="OptionParser"/>, immutable afterwards.</summary>
/// <remarks>Option letters and defaults are redis-benchmark's; what it does not have is marked "own".</remarks>
internal sealed record BenchOptions
{
    /// <summary>Server host name or address (-h).</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Server TCP port (-p), 1 to 65535.</summary>
    public int Port { get; init; } = 6379;

    /// <summary>Path of a Unix socket (-s); takes the place of host and port.</summary>
    public string? UnixSocket { get; init; }

    /// <summary>User for AUTH (--user); only together with a password.</summary>
    public string? User { get; init; }

    /// <summary>Password for AUTH (-a), or null for none.</summary>
    public string? Password { get; init; }

    /// <summary>Parallel connections (-c), over all threads.</summary>
    public int Clients { get; init; } = 50;

    /// <summary>Requests per test (-n), over all connections. <see cref="long.MaxValue"/> when only <see cref="Duration"/> ends a test.</summary>
    public long Requests { get; init; } = 100_000;

    /// <summary>Wall-clock limit of one test (own: --duration), or null when only the request count ends it.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Time that each test runs before the one that counts (own: --warmup), or null for none.</summary>
    public TimeSpan? WarmUp { get; init; }

    /// <summary>
    /// A command of the shell to run between the warm-up of a test and the run that counts (own: --after-warmup), while nothing is sent; null for none.
    /// </summary>
    public string? AfterWarmUp { get; init; }

    /// <summary>Requests kept in flight per connection (-P).</summary>
    public int Pipeline { get; init; } = 1;

    /// <summary>Selected test names in lower case (-t); empty means all.</summary>
    public IReadOnlyList<string> Tests { get; init; } = [];

    /// <summary>Bytes of the values written (-d).</summary>
    public int DataSize { get; init; } = 3;

    /// <summary>Size of the space random numbers are drawn from (-r), or null to send the placeholder itself.</summary>
    public long? KeySpace { get; init; }

    /// <summary>Seed of the random numbers (own: --seed), so that a run can be repeated.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Generator threads (--threads), each with its own share of the connections.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Database that every connection selects first (--dbnum).</summary>
    public int Database { get; init; }

    /// <summary>Speak RESP3 (-3): every connection starts with HELLO 3.</summary>
    public bool Resp3 { get; init; }

    /// <summary>Open loop (own: --rate): requests per second that are due whether or not earlier ones were answered; null is closed loop.</summary>
    public double? Rate { get; init; }

    /// <summary>
    /// Mostly idle clients (own: --idle): so many connections of which each sends a PING every <see cref="IdleInterval"/>; null for an ordinary run.
    /// It sets <see cref="Clients"/> and <see cref="Rate"/>, and <see cref="Duration"/> if that was not given.
    /// </summary>
    public int? Idle { get; init; }

    /// <summary>Time between two PINGs of an idle connection (own: --idle-interval).</summary>
    public TimeSpan IdleInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Repeat the tests until interrupted (-l).</summary>
    public bool Loop { get; init; }

    /// <summary>Show wrong replies while they come, at most one a second (-e). They are always counted and summed up at the end.</summary>
    public bool ShowErrors { get; init; }

    /// <summary>Our own TCP/IP stack, if the load is to run over it.</summary>
    public StackOptions Stack { get; init; } = new();

    /// <summary>How results are written.</summary>
    public ReportFormat Format { get; init; } = ReportFormat.Text;

    /// <summary>The command to send instead of the named tests, one element per argument; empty when there is none.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];
}
