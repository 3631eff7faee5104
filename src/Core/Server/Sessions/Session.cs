using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.Server.PubSub;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Sessions;

/// <summary>
/// One client connection. It belongs to its core's thread; other threads only read what CLIENT LIST shows and post requests to the core.
/// </summary>
internal sealed class Session : IDisposable
{
    /// <summary>Bytes of the object that a request touches.</summary>
    public const int HotBytes = 320;

    public Session(long id, CoreLoop core, int connection, ConnectionEndpoints endpoints, long now)
    {
        Id = id;
        Core = core;
        Connection = connection;
        Endpoints = endpoints;
        CreatedAt = now;
        LastInteraction = now;
    }

    /// <summary>CLIENT ID: unique and ascending over the node's life.</summary>
    public long Id { get; }

    /// <summary>The core that owns it.</summary>
    public CoreLoop Core { get; }

    /// <summary>The transport's number for it.</summary>
    public int Connection { get; }

    /// <summary>Addresses as Redis prints them.</summary>
    public ConnectionEndpoints Endpoints { get; }

    /// <summary>Unix time in milliseconds of the accept.</summary>
    public long CreatedAt { get; }

    /// <summary>Unix time in milliseconds of the last byte received or reply taken.</summary>
    public long LastInteraction { get; set; }

    public SessionState State { get; set; }

    /// <summary>Index of the selected database.</summary>
    public int Database { get; set; }

    /// <summary>Whether it speaks RESP3 (HELLO 3).</summary>
    public bool Resp3 { get; set; }

    /// <summary>Whether it may run commands.</summary>
    public bool Authenticated { get; set; }

    /// <summary>CLIENT SETNAME; empty: none.</summary>
    public string Name { get; set; } = "";

    /// <summary>CLIENT SETINFO lib-name.</summary>
    public string LibraryName { get; set; } = "";

    /// <summary>CLIENT SETINFO lib-ver.</summary>
    public string LibraryVersion { get; set; } = "";

    /// <summary>CLIENT NO-EVICT.</summary>
    public bool NoEvict { get; set; }

    /// <summary>CLIENT NO-TOUCH.</summary>
    public bool NoTouch { get; set; }

    /// <summary>CLIENT REPLY.</summary>
    public ReplyMode ReplyMode { get; set; }

    /// <summary>Whether MONITOR feeds it.</summary>
    public bool IsMonitor { get; set; }

    /// <summary>The last command, for CLIENT LIST.</summary>
    public CommandSpec? LastCommand { get; set; }

    /// <summary>Commands between MULTI and EXEC; null outside of a transaction.</summary>
    public Transaction? Transaction { get; set; }

    /// <summary>Keys that it watches; null: none.</summary>
    public WatchToken? Watch { get; set; }

    /// <summary>Channels that it listens to; null: none.</summary>
    public Subscriptions? Subscriptions { get; set; }

    /// <summary>What a blocking command waits for.</summary>
    public Waiter? Waiter { get; set; }

    /// <summary>Bytes that are not parsed yet.</summary>
    public InputBuffer Input;

    /// <summary>Bytes that are not sent yet.</summary>
    public OutputBuffer Output;

    /// <summary>Messages that came while replies before them were under way.</summary>
    public OutputBuffer Pushes;

    /// <summary>How far the request at the start of <see cref="Input"/> was parsed; null: not yet or not needed.</summary>
    public RequestProgress? Progress { get; set; }

    /// <summary>Whether <see cref="Input"/> holds the beginning of a request only.</summary>
    public bool NeedsMore { get; set; } = true;

    /// <summary>Whether the transport may have more bytes without telling again.</summary>
    public bool Readable { get; set; }

    /// <summary>Whether arguments of calls under way may lie in memory that the transport lends.</summary>
    public bool HasLentInput { get; set; }

    /// <summary>Whether the peer will send no more.</summary>
    public bool EndOfStream { get; set; }

    /// <summary>Calls of it that wait in batches of the turn it takes part in.</summary>
    public int CallsInBatches { get; set; }

    /// <summary>The shard of the last call in a batch.</summary>
    public int LastShard { get; set; }

    /// <summary>Whether CLIENT REPLY suppressed a reply in the turn it takes part in.</summary>
    public bool HasSkippedReplies { get; set; }

    /// <summary>Replies of it in the turn it takes part in, written or awaited.</summary>
    public int RepliesInTurn { get; set; }

    /// <summary>Whether it is in the core's list of sessions to look at.</summary>
    public bool IsQueued { get; set; }

    /// <summary>Whether it is closed as soon as its replies are out (QUIT, protocol violations, CLIENT KILL of oneself).</summary>
    public bool CloseAfterReply { get; set; }

    /// <summary>Unix time in milliseconds since when its output exceeds the soft limit; 0: it does not.</summary>
    public long OverSoftLimitSince { get; set; }

    /// <summary>Calls that were given back by a shard and are run one by one under leases, and the replies between and behind them.</summary>
    public Queue<GivenBack>? Redo { get; set; }

    /// <summary>
    /// Whether it has so much unread output that nothing more of it is parsed until the peer reads. Clients that write a whole
    /// pipeline before they read the first reply are common, so some output may wait; without a bound one client could fill memory.
    /// </summary>
    public bool IsHeldBack => Output.Length > MaxUnreadOutput;

    private const long MaxUnreadOutput = 8 * 1024 * 1024;

    /// <summary>Whether it is closed.</summary>
    public bool IsClosed => State == SessionState.Closed;

    /// <summary>Whether it listens to any channel.</summary>
    public bool IsSubscriber => Subscriptions is { Total: > 0 };

    public void Dispose()
    {
        Input.Dispose();
        Output.Dispose();
        Pushes.Dispose();
        Transaction?.Dispose();
        while (Redo is { Count: > 0 })
            Redo.Dequeue().Dispose();
    }
}
