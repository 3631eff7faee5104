using MtcpRedis.Core.Resp;

namespace MtcpRedis.Keyspace.Execution;

/// <summary>
/// The calls of one turn for one shard: the only message between a core and a shard on the hot path. The core fills it and sends it,
/// the shard runs it and sends the same object back; whoever got it last owns it.
/// </summary>
public sealed unsafe class ShardBatch : IDisposable
{
    /// <summary>Makes an empty batch.</summary>
    /// <param name="shard">Number of the shard it is for.</param>
    public ShardBatch(int shard)
    {
        Shard = shard;
    }

    /// <summary>Number of the shard it is for.</summary>
    public int Shard { get; }

    /// <summary>The calls, in the order they were received.</summary>
    public NativeList<CommandRecord> Records { get; } = new();

    /// <summary>The replies, as finished RESP.</summary>
    public ReplyWriter Replies { get; } = new();

    /// <summary>Arguments of the whole turn; valid while the batch is on its way.</summary>
    public ArgSlice* Arguments { get; set; }

    /// <summary>Unix time in milliseconds at which the turn began.</summary>
    public long Now { get; set; }

    /// <summary>Calls run so far; a batch whose handler failed goes on behind the failure.</summary>
    public int Next { get; set; }

    /// <summary>Whether some calls were given back unrun; see <see cref="RecordOutcome.GivenBack"/>.</summary>
    public bool HasYielded { get; set; }

    /// <summary>Whoever sent the batch and gets it back; opaque to the shard.</summary>
    public object? Owner { get; set; }

    /// <summary>Empties the batch for the next turn.</summary>
    public void Reset()
    {
        Records.Clear();
        Replies.Reset();
        Next = 0;
        HasYielded = false;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Records.Dispose();
        Replies.Dispose();
    }
}
