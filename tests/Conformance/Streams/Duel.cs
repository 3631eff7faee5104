using System.Net.Sockets;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>The reference and the subject side by side: everything is done on both, replies are compared.</summary>
public sealed class Duel : IDisposable
{
    private readonly Dictionary<(Side Side, int Client), long> _ids = [];

    public Duel(ServerProcess reference, ServerProcess subject)
    {
        Reference = new Side("redis-server", reference);
        Subject = new Side("subject", subject);
        var version = Version(Subject);
        Comparer = new ReplyComparer(version >= new Version(7, 2));
        Title = $"{subject.Name}, version {version}";
    }

    public Side Reference { get; }

    public Side Subject { get; }

    public ReplyComparer Comparer { get; }

    /// <summary>Name and version of the subject.</summary>
    public string Title { get; }

    public void Dispose()
    {
        Reference.Dispose();
        Subject.Dispose();
    }

    /// <summary>Fresh connections that speak the given protocol versions, in turn.</summary>
    public void Reconnect(IReadOnlyList<int> protocols)
    {
        _ids.Clear();
        Reference.Reconnect(protocols);
        Subject.Reconnect(protocols);
    }

    public bool RememberId(Side side, int client, long id) => _ids.TryAdd((side, client), id) || (_ids[(side, client)] = id) == id;

    public long ClientId(Side side, int client) => _ids[(side, client)];

    /// <summary>Sends all commands, which must be of one connection, in one go to each side, then compares their replies.</summary>
    public void RunPipelined(IReadOnlyList<(Exchange Exchange, StepContext Step)> batch)
    {
        var client = batch[0].Exchange.Client;
        var commands = batch.Select(b => b.Exchange.Command).ToList();
        Reference.Client(client).Send(commands);
        OnSubject(commands[0].Name, side => side.Client(client).Send(commands));
        for (var i = 0; i < batch.Count; i++)
        {
            var (exchange, step) = batch[i];
            var expected = OnReference(exchange.Command.Format(200), side => side.Client(client).Receive());
            var actual = OnSubject(exchange.Title, side => side.Client(client).Receive());
            Check(exchange.Rule, exchange.Command, expected, actual, step);
        }
    }

    /// <summary>Compares two replies and keeps them in the step.</summary>
    /// <exception cref="MismatchException">They differ.</exception>
    public void Check(ReplyRule rule, RespCommand command, RespValue expected, RespValue actual, StepContext step)
    {
        var reason = Comparer.Compare(rule, command, expected, actual, step.Replies);
        if (reason is not null)
        {
            throw new MismatchException("reply", command.Name, $"{reason} (rule: {rule})\n  to {command.Format(100)}", expected, actual);
        }

        step.Replies.Add(new ReplyPair(expected, actual));
    }

    public (T Expected, T Actual) OnBoth<T>(string title, Func<Side, T> act) => (OnReference(title, act), OnSubject(title, act));

    public void OnBoth(string title, Action<Side> act)
    {
        OnReference(title, Nothing(act));
        OnSubject(title, Nothing(act));
    }

    public void OnSubject(string title, Action<Side> act) => OnSubject(title, Nothing(act));

    /// <exception cref="MismatchException">The subject closed the connection, did not answer in time or sent no RESP.</exception>
    public T OnSubject<T>(string title, Func<Side, T> act)
    {
        try
        {
            return act(Subject);
        }
        catch (Exception failure) when (IsConnectionFailure(failure))
        {
            var state = Subject.Server.HasExited ? "the server process ended" : "the connection failed";
            throw new MismatchException("connection", title, $"{state}: {failure.Message}");
        }
    }

    private static Func<Side, bool> Nothing(Action<Side> act) => side =>
    {
        act(side);
        return true;
    };

    private static bool IsConnectionFailure(Exception failure) =>
        failure is TimeoutException or RespConnectionClosedException or RespProtocolException or SocketException;

    /// <summary>A failure here is a mistake of the test: the stream asks for something the reference does not do.</summary>
    private T OnReference<T>(string title, Func<Side, T> act)
    {
        try
        {
            return act(Reference);
        }
        catch (Exception failure) when (IsConnectionFailure(failure))
        {
            throw new InvalidOperationException($"the reference failed at {title}: {failure.Message}", failure);
        }
    }

    private static Version Version(Side side)
    {
        var line = side.Admin.Must(
            "INFO",
            "server").Text.Split("\r\n").FirstOrDefault(l => l.StartsWith("redis_version:", StringComparison.Ordinal));
        return line is null ? new Version(0, 0) : System.Version.Parse(line.AsSpan(line.IndexOf(':') + 1));
    }
}
