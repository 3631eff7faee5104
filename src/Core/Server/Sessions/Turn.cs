using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Akka.Actor;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Sessions;

/// <summary>
/// Everything of one turn: the bytes received, the arguments in them, the batches they became, and the places of the replies.
/// Pooled; complete when all its batches are back.
/// </summary>
internal sealed unsafe class Turn : ITurnOwner, IDisposable
{
    /// <summary>Bytes that a turn receives at most, besides requests larger than that.</summary>
    public const int RegionSize = 1024 * 1024;

    /// <summary>Least room that a receive is tried with.</summary>
    public const int MinReceive = 4096;

    /// <summary>Commands that a turn takes at most.</summary>
    public const int MaxCommands = 4096;

    private readonly byte* _region;
    private readonly ShardBatch?[] _batches;
    private int _used;

    public Turn(CoreLoop owner, IActorRef core, int shards)
    {
        Owner = owner;
        Core = core;
        _region = (byte*)NativeMemory.Alloc(RegionSize);
        _batches = new ShardBatch[shards];
        Parser = new RequestParser(Arguments);
    }

    ~Turn() => NativeMemory.Free(_region);

    public CoreLoop Owner { get; }

    public IActorRef Core { get; }

    public NativeList<ArgSlice> Arguments { get; } = new(1024);

    /// <summary>Parses into <see cref="Arguments"/>.</summary>
    public RequestParser Parser { get; }

    public NativeList<ReplySlot> Slots { get; } = new(1024);

    /// <summary>Replies that the core wrote itself.</summary>
    public ReplyWriter Local { get; } = new();

    /// <summary>The sessions that take part, with their first slot.</summary>
    public List<(Session Session, int FirstSlot)> Sessions { get; } = [];

    /// <summary>Batches on their way.</summary>
    public int Outstanding { get; set; }

    /// <summary>Unix time in milliseconds when it began.</summary>
    public long Now { get; set; }

    /// <summary>Free bytes of the region.</summary>
    public int Room => RegionSize - _used;

    /// <summary>Whether the turn has as much as it should take.</summary>
    public bool IsFull
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Room < MinReceive || Slots.Count >= MaxCommands;
    }

    /// <summary>Where the next bytes are received.</summary>
    public byte* Tail => _region + _used;

    public ReadOnlySpan<ShardBatch?> Batches => _batches;

    public void Commit(int count) => _used += count;

    public ShardBatch BatchFor(int shard) => _batches[shard] ??= new ShardBatch(shard) { Owner = this };

    /// <summary>Address and name of a session that takes part, for the slow log; readable from the shard's thread.</summary>
    public (string Peer, string Name) Describe(int connection)
    {
        foreach ((Session session, _) in Sessions)
        {
            if (session.Connection == connection)
                return (session.Endpoints.Peer, session.Name);
        }
        return ("", "");
    }

    public void Reset()
    {
        _used = 0;
        Arguments.Clear();
        Slots.Clear();
        Local.Reset();
        Sessions.Clear();
        foreach (ShardBatch? batch in _batches)
            batch?.Reset();
    }

    public void Dispose()
    {
        NativeMemory.Free(_region);
        Arguments.Dispose();
        Slots.Dispose();
        Local.Dispose();
        foreach (ShardBatch? batch in _batches)
            batch?.Dispose();
        GC.SuppressFinalize(this);
    }
}
