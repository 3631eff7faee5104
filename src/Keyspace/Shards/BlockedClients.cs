using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Shards;

/// <summary>
/// Who waits for which keys of one shard, first come first served. A command that creates a key signals it; when the command is done,
/// <see cref="Serve()"/> runs the commands of those who waited, in the order they came. Serving one may make the next key: a whole
/// chain is served before the command that began it is followed by another.
/// </summary>
public sealed unsafe class BlockedClients
{
    private readonly KeyspaceShard _shard;
    private readonly Dictionary<byte[], List<Waiter>>?[] _byDatabase;
    private readonly Queue<(int Database, byte[] Key, long Order)> _ready = new();
    private readonly HashSet<(int, string)> _signalled = [];
    private readonly int[] _foreign;
    private CommandContext? _context;

    internal BlockedClients(KeyspaceShard shard)
    {
        _shard = shard;
        _byDatabase = new Dictionary<byte[], List<Waiter>>?[shard.Databases.Length];
        _foreign = new int[shard.Shared.Map.ShardCount];
    }

    /// <summary>Whether nobody waits.</summary>
    public bool IsEmpty => KeyCount == 0;

    /// <summary>Keys that somebody waits for.</summary>
    public int KeyCount { get; private set; }

    /// <summary>
    /// Whether a waiter's command writes to another shard. Then a write here must hold those shards too, so that the waiter can be
    /// served in the same step.
    /// </summary>
    public bool NeedsForeignShards => _foreignWaiters != 0;

    private int _foreignWaiters;

    /// <summary>Adds to <paramref name="shards"/> the shards that serving this shard's waiters may write to.</summary>
    public void AddForeignShards(ISet<int> shards)
    {
        for (int i = 0; i < _foreign.Length; i++)
        {
            if (_foreign[i] > 0)
                shards.Add(i);
        }
    }

    /// <summary>Registers a waiter with those of its keys that belong to this shard.</summary>
    public void Add(Waiter waiter)
    {
        Dictionary<byte[], List<Waiter>> keys = _byDatabase[waiter.Database] ??= new(ByteKeyComparer.Instance);
        foreach (byte[] key in waiter.Keys)
        {
            if (_shard.Shared.ShardOf(key) != _shard)
                continue;
            if (!keys.TryGetValue(key, out List<Waiter>? waiters))
            {
                keys.Add(key, waiters = []);
                KeyCount++;
            }
            if (!waiters.Contains(waiter))
                waiters.Add(waiter);
        }
        CountForeign(waiter, 1);
    }

    /// <summary>Takes a waiter that was answered, timed out or left off this shard's lists.</summary>
    public void Remove(Waiter waiter)
    {
        if (_byDatabase[waiter.Database] is not { } keys)
            return;
        bool found = false;
        foreach (byte[] key in waiter.Keys)
        {
            if (!keys.TryGetValue(key, out List<Waiter>? waiters))
                continue;
            found |= waiters.Remove(waiter);
            if (waiters.Count == 0)
            {
                keys.Remove(key);
                KeyCount--;
            }
        }
        if (found)
            CountForeign(waiter, -1);
    }

    /// <summary>Number of clients that wait for a key; for statistics and tests.</summary>
    public int CountFor(int database, byte[] key) =>
        _byDatabase[database] is { } keys && keys.TryGetValue(key, out List<Waiter>? waiters) ? waiters.Count : 0;

    /// <summary>A key came to hold a value.</summary>
    internal void Signal(Database database, ReadOnlySpan<byte> key)
    {
        if (_byDatabase[database.Index] is not { } keys
            || !keys.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out byte[]? known, out _))
            return;
        if (_signalled.Add((database.Index, System.Text.Encoding.Latin1.GetString(known))))
            _ready.Enqueue((database.Index, known, _shard.Shared.NextSignal()));
    }

    /// <summary>All keys that somebody waits for in a database may have come to be (SWAPDB).</summary>
    internal void SignalAll(Database database)
    {
        if (_byDatabase[database.Index] is not { } keys)
            return;
        foreach (byte[] key in keys.Keys)
            Signal(database, key);
    }

    /// <summary>Runs the commands of those who waited for keys that came to be. Called after every command of this shard alone.</summary>
    public void Serve()
    {
        while (TryServeNext())
        {
        }
    }

    /// <summary>
    /// The same for a command or transaction on several shards, whose keys are served in the order in which they came to be, wherever
    /// they are.
    /// </summary>
    /// <param name="all">Every shard of the node.</param>
    /// <param name="held">Those held by the caller: those that were written to, and those their waiters write to.</param>
    public static void Serve(KeyspaceShard[] all, ReadOnlySpan<int> held)
    {
        while (FirstReady(all, held) is { } first)
            first.TryServeNext();
    }

    private static BlockedClients? FirstReady(KeyspaceShard[] all, ReadOnlySpan<int> held)
    {
        BlockedClients? first = null;
        long order = long.MaxValue;
        foreach (int shard in held)
        {
            BlockedClients blocked = all[shard].Blocked;
            if (!blocked._ready.TryPeek(out (int, byte[], long Order) head) || head.Order >= order)
                continue;
            first = blocked;
            order = head.Order;
        }
        return first;
    }

    private bool TryServeNext()
    {
        if (!_ready.TryDequeue(out (int Database, byte[] Key, long) ready))
            return false;
        _signalled.Remove((ready.Database, System.Text.Encoding.Latin1.GetString(ready.Key)));
        if (_byDatabase[ready.Database] is { } keys && keys.TryGetValue(ready.Key, out List<Waiter>? waiters))
            Serve(_shard.Databases[ready.Database], ready.Key, waiters.ToArray());
        return true;
    }

    private void Serve(Database database, byte[] key, Waiter[] waiters)
    {
        foreach (Waiter waiter in waiters)
        {
            Entry entry = database.Find(key);
            if (entry.IsNull)
                return;
            if (entry.Type != waiter.Type)
                continue;
            if (waiter.TryClaim() && !TryAnswer(waiter, key))
                waiter.Unclaim();
        }
    }

    /// <summary>Runs a claimed waiter's command; false when it would block again.</summary>
    private bool TryAnswer(Waiter waiter, byte[] key)
    {
        _context ??= new CommandContext(_shard.Shared);
        using var arguments = new ArgumentCopy(waiter.Arguments);
        CommandContext context = _context;
        context.Reply.Reset();
        context.BeginRetry(_shard, waiter, key, arguments.Pointer);
        try
        {
            waiter.Command.Handler(context);
        }
        catch
        {
            // The failure is that of the command which made the key as well: both clients are told.
            Remove(waiter);
            waiter.Sink.Answer(waiter, [.. "-"u8, .. RespErrors.Internal, .. "\r\n"u8]);
            throw;
        }
        if (context.TakeBlockRequest() is not null)
            return false;
        Remove(waiter);
        waiter.Sink.Answer(waiter, context.Reply.Written);
        return true;
    }

    private void CountForeign(Waiter waiter, int change)
    {
        foreach (int shard in waiter.ForeignShards)
        {
            if (shard == _shard.Index)
                continue;
            _foreign[shard] += change;
            _foreignWaiters += change;
            _shard.Shared.CountForeignWaits(change);
        }
    }
}
