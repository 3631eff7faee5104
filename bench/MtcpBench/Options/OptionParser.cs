using System.Globalization;
using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.Bench.Options;

/// <summary>Reads the command line. One row per option in <see cref="Rows"/>; what follows the first non-option is the command to send.</summary>
internal static class OptionParser
{
    private delegate BenchOptions Apply(BenchOptions options, Func<string> value);

    private static readonly Dictionary<string, Apply> Rows = new(StringComparer.Ordinal)
    {
        ["-h"] = (o, v) => o with { Host = v() },
        ["-p"] = (o, v) => o with { Port = (int)Whole("-p", v(), 1, 65535) },
        ["-s"] = (o, v) => o with { UnixSocket = v() },
        ["-a"] = (o, v) => o with { Password = v() },
        ["--user"] = (o, v) => o with { User = v() },
        ["-c"] = (o, v) => o with { Clients = (int)Whole("-c", v(), 1, 1_000_000) },
        ["-n"] = (o, v) => o with { Requests = Whole("-n", v(), 1, long.MaxValue) },
        ["-P"] = (o, v) => o with { Pipeline = (int)Whole("-P", v(), 1, 100_000) },
        ["-t"] = (o, v) => o with { Tests = v().ToLowerInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) },
        ["-d"] = (o, v) => o with { DataSize = (int)Whole("-d", v(), 1, 512 << 20) },
        ["-r"] = (o, v) => o with { KeySpace = Whole("-r", v(), 1, 999_999_999_999) },
        ["-q"] = (o, _) => o with { Format = ReportFormat.Quiet },
        ["-e"] = (o, _) => o with { ShowErrors = true },
        ["-l"] = (o, _) => o with { Loop = true },
        ["-3"] = (o, _) => o with { Resp3 = true },
        ["--csv"] = (o, _) => o with { Format = ReportFormat.Csv },
        ["--json"] = (o, _) => o with { Format = ReportFormat.Json },
        ["--threads"] = (o, v) => o with { Threads = (int)Whole("--threads", v(), 1, 500) },
        ["--dbnum"] = (o, v) => o with { Database = (int)Whole("--dbnum", v(), 0, int.MaxValue) },
        ["--rate"] = (o, v) => o with { Rate = Positive("--rate", v(), 1e9) },
        ["--duration"] = (o, v) => o with { Duration = TimeSpan.FromSeconds(Positive("--duration", v(), 1e6)) },
        ["--device"] = (o, v) => o with { Stack = o.Stack with { Device = v() } },
        ["--address"] = (o, v) => o with { Stack = o.Stack with { Addresses = [.. o.Stack.Addresses, .. Addresses(v())] } },
        ["--gateway"] = (o, v) => o with { Stack = o.Stack with { Gateway = Router(v()) } },
        ["--mac"] = (o, v) => o with { Stack = o.Stack with { Mac = Station(v()) } },
        ["--mtu"] = (o, v) => o with { Stack = o.Stack with { Mtu = (int)Whole("--mtu", v(), 576, 9000) } },
        ["--no-huge"] = (o, _) => o with { Stack = o.Stack with { NoHugepages = true } },
        ["--no-verify-checksums"] = (o, _) => o with { Stack = o.Stack with { TrustChecksums = true } },
        ["--loss"] = (o, v) => o with { Stack = o.Stack with { Loss = Positive("--loss", v(), 90) / 100 } },
        ["--warmup"] = (o, v) => o with { WarmUp = TimeSpan.FromSeconds(Positive("--warmup", v(), 1e6)) },
        ["--after-warmup"] = (o, v) => o with { AfterWarmUp = v() },
        ["--idle"] = (o, v) => o with { Idle = (int)Whole("--idle", v(), 1, 1_000_000) },
        ["--idle-interval"] = (o, v) => o with { IdleInterval = TimeSpan.FromSeconds(Positive("--idle-interval", v(), 86_400)) },
        ["--seed"] = (o, v) => o with { Seed = (ulong)Whole("--seed", v(), 0, long.MaxValue) },
    };

    private static readonly HashSet<string> NotIdle = ["-c", "-n", "-P", "-t", "--rate"];

    private static readonly HashSet<string> StackOnly = ["--address", "--gateway", "--mac", "--mtu", "--no-huge", "--no-verify-checksums", "--loss"];

    /// <summary>Parses the arguments of the program.</summary>
    /// <exception cref="OptionException">An unknown option, a missing or impossible value, or a contradiction between options.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> args)
    {
        var options = new BenchOptions();
        var given = new HashSet<string>(StringComparer.Ordinal);
        var i = 0;
        while (i < args.Count && args[i].StartsWith('-'))
        {
            var name = args[i++];
            if (!Rows.TryGetValue(name, out var apply))
            {
                throw new OptionException($"unknown option '{name}'; --help lists them");
            }

            given.Add(name);
            options = apply(options, () => i < args.Count ? args[i++] : throw new OptionException($"option '{name}' needs a value"));
        }

        return Complete(options with { Command = [.. args.Skip(i)] }, given);
    }

    private static BenchOptions Complete(BenchOptions options, HashSet<string> given)
    {
        options = options.Idle is null ? options : CompleteIdle(options, given);
        if (options.User is not null && options.Password is null)
        {
            throw new OptionException("--user needs a password (-a)");
        }

        if (options.Threads > options.Clients)
        {
            throw new OptionException($"{options.Threads} threads cannot share {options.Clients} connections; every thread needs one");
        }

        if (options.Format == ReportFormat.Json && options.Loop)
        {
            throw new OptionException("--json writes one document at the end and -l never ends");
        }

        if (options.AfterWarmUp is not null && options.WarmUp is null)
        {
            throw new OptionException("--after-warmup needs a warm-up (--warmup)");
        }

        CheckStack(options, given);
        return options.Duration is not null && !given.Contains("-n") ? options with { Requests = long.MaxValue } : options;
    }

    private static BenchOptions CompleteIdle(BenchOptions options, HashSet<string> given)
    {
        if (options.Command.Count > 0 || given.FirstOrDefault(NotIdle.Contains) is { })
        {
            throw new OptionException("--idle says how many connections there are and what they send; it goes with no -c, -n, -P, -t, --rate or command");
        }

        return options with
        {
            Clients = options.Idle!.Value,
            Rate = options.Idle.Value / options.IdleInterval.TotalSeconds,
            Duration = options.Duration ?? 2 * options.IdleInterval,
        };
    }

    private static void CheckStack(BenchOptions options, HashSet<string> given)
    {
        if (options.Stack.Device is null && given.FirstOrDefault(StackOnly.Contains) is { } option)
        {
            throw new OptionException($"option '{option}' is for our own stack; say on which port it runs with --device");
        }

        if (options.Stack.Device is not null && options.Stack.Addresses.Count == 0)
        {
            throw new OptionException("--device needs an address for our side, such as --address 10.0.0.2/24");
        }

        if (options.Stack.Device is not null && options.UnixSocket is not null)
        {
            throw new OptionException("--device reaches no Unix socket (-s)");
        }
    }

    private static IEnumerable<InterfaceAddress> Addresses(string text)
    {
        try
        {
            return text.Split(',', StringSplitOptions.TrimEntries).Select(InterfaceAddress.Parse).ToList();
        }
        catch (FormatException e)
        {
            throw new OptionException($"option '--address': {e.Message}; expected is an address with its prefix, such as 10.0.0.2/24");
        }
    }

    private static IpAddress Router(string text) => IpAddress.TryParse(text, out var address) && address.IsUnicast
        ? address
        : throw new OptionException($"option '--gateway': '{text}' is not the address of a router");

    private static MacAddress Station(string text) => MacAddress.TryParse(text, out var mac) && mac.IsUnicast
        ? mac
        : throw new OptionException($"option '--mac': '{text}' is not the address of a station, such as 02:00:00:00:00:02");

    private static long Whole(string option, string text, long least, long most) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new OptionException($"option '{option}' takes a whole number from {least} to {most}, not '{text}'");

    private static double Positive(string option, string text, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && value <= most
            ? value
            : throw new OptionException($"option '{option}' takes a number above 0 and at most {most}, not '{text}'");
}
