using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Shards;

/// <summary>
/// A client that waits for one of several keys. It is registered with each key's shard; whoever claims it first answers it.
/// </summary>
public sealed class Waiter
{
    private const int Waiting = 0;
    private const int Claimed = 1;

    private int _state;

    /// <summary>Makes a waiter from a call that would block.</summary>
    /// <param name="context">The call, still at its arguments; they are copied.</param>
    /// <param name="request">What it waits for.</param>
    /// <param name="sink">Who gets the reply.</param>
    public Waiter(CommandContext context, BlockRequest request, IWaiterSink sink)
    {
        Command = context.Command;
        Database = context.DatabaseIndex;
        Resp3 = context.Reply.Resp3;
        Type = request.Type;
        Sink = sink;
        Arguments = new byte[context.ArgCount][];
        for (int i = 0; i < Arguments.Length; i++)
            Arguments[i] = context.Arg(i).ToArray();
        Keys = new byte[request.KeyCount][];
        for (int i = 0; i < Keys.Length; i++)
            Keys[i] = Arguments[request.FirstKey + i];
    }

    /// <summary>The command, run again when a key is ready.</summary>
    public ShardCommand Command { get; }

    /// <summary>Its arguments.</summary>
    public byte[][] Arguments { get; }

    /// <summary>The keys it waits for.</summary>
    public byte[][] Keys { get; }

    /// <summary>Index of the database.</summary>
    public int Database { get; }

    /// <summary>Whether the client speaks RESP3.</summary>
    public bool Resp3 { get; }

    /// <summary>What a key must hold to be of use.</summary>
    public RedisType Type { get; }

    /// <summary>Who gets the reply.</summary>
    public IWaiterSink Sink { get; }

    /// <summary>Whether nobody has claimed it yet.</summary>
    public bool IsWaiting => Volatile.Read(ref _state) == Waiting;

    /// <summary>Shards beyond those of its keys that the command writes to (the destination of BLMOVE); empty if none.</summary>
    public int[] ForeignShards { get; init; } = [];

    /// <summary>Makes the caller the only one to answer this waiter; false if another was first.</summary>
    public bool TryClaim() => Interlocked.CompareExchange(ref _state, Claimed, Waiting) == Waiting;

    /// <summary>Gives a claim back: the command would block again.</summary>
    public void Unclaim() => Volatile.Write(ref _state, Waiting);
}
