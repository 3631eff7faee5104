using System.Diagnostics;
using System.Runtime.CompilerServices;
using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Execution;

/// <summary>
/// All that a command's handler sees: its arguments, the reply to write, and the databases of the shards that are held for it.
/// One object serves call after call.
/// </summary>
/// <remarks>
/// A handler is ordinary single-threaded code. It looks keys up through <see cref="DatabaseOf(ReadOnlySpan{byte})"/> or the shorter forms,
/// which lead to the right shard whether one shard runs the command in its batch or a coordinator holds several.
/// </remarks>
public sealed unsafe class CommandContext
{
    private readonly SharedKeyspace _shared;
    private KeyspaceShard? _only;
    private ArgSlice* _args;
    private BlockRequest? _block;

    /// <summary>Makes a context; its reply goes to a writer of its own until told otherwise.</summary>
    public CommandContext(SharedKeyspace shared)
        : this(shared, new ReplyWriter())
    {
    }

    /// <summary>Makes a context whose replies go to <paramref name="reply"/>.</summary>
    public CommandContext(SharedKeyspace shared, ReplyWriter reply)
    {
        _shared = shared;
        Reply = reply;
        Command = null!;
    }

    /// <summary>Where the reply goes: exactly one reply per call, unless the call blocks.</summary>
    public ReplyWriter Reply { get; set; }

    /// <summary>The command that runs.</summary>
    public ShardCommand Command { get; private set; }

    /// <summary>Number of arguments, the command's name included.</summary>
    public int ArgCount { get; private set; }

    /// <summary>Index of the client's database.</summary>
    public int DatabaseIndex { get; private set; }

    /// <summary>Whether waiting is impossible: in a transaction, a blocking command answers as if its time were up.</summary>
    public bool DenyBlocking { get; private set; }

    /// <summary>Every shard of the node; only those held may be touched.</summary>
    public KeyspaceShard[] Shards => _shared.Shards;

    /// <summary>What the node's shards have in common.</summary>
    public SharedKeyspace Shared => _shared;

    /// <summary>The shard that runs the call alone, or the first of the node for a coordinator.</summary>
    public KeyspaceShard Shard => _only ?? _shared.Shards[0];

    /// <summary>Settings in force.</summary>
    public KeyspaceSettings Settings => _shared.Settings.Value;

    /// <summary>Unix time in milliseconds; the same for the whole batch or transaction.</summary>
    public long Now => Shard.Now;

    /// <summary>Argument <paramref name="index"/>; 0 is the command's name.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> Arg(int index)
    {
        Debug.Assert((uint)index < (uint)ArgCount);
        return _args[index].Span;
    }

    /// <summary>All arguments.</summary>
    public ReadOnlySpan<ArgSlice> Args => new(_args, ArgCount);

    /// <summary>Whether argument <paramref name="index"/> is there and equals <paramref name="upper"/> in any case.</summary>
    public bool IsOption(int index, ReadOnlySpan<byte> upper) =>
        index < ArgCount && System.Text.Ascii.EqualsIgnoreCase(Arg(index), upper);

    /// <summary>Reads a 64-bit integer; false when the error has been replied.</summary>
    public bool TryInteger(int index, out long value) => TryInteger(index, RespErrors.NotInteger, out value);

    /// <summary>Reads a 64-bit integer; false when <paramref name="error"/> has been replied.</summary>
    public bool TryInteger(int index, ReadOnlySpan<byte> error, out long value)
    {
        if (IntegerText.TryParse(Arg(index), out value))
            return true;
        Reply.Error(error);
        return false;
    }

    /// <summary>The database part that holds <paramref name="key"/> in the client's database.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Database DatabaseOf(ReadOnlySpan<byte> key) => DatabaseOf(key, DatabaseIndex);

    /// <summary>The database part that holds <paramref name="key"/> in database <paramref name="database"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Database DatabaseOf(ReadOnlySpan<byte> key, int database) => (_only ?? _shared.ShardOf(key)).Databases[database];

    /// <summary>
    /// Whether the command may take from the key. Only a waiting command that is run again must ask: it is run for the sake of one key,
    /// and all others it waits for, on whatever shard they are, count as missing then.
    /// </summary>
    public bool CanAccess(ReadOnlySpan<byte> key) => _retryKey is null || key.SequenceEqual(_retryKey);

    private byte[]? _retryKey;

    /// <summary>Finds the key at argument <paramref name="index"/> for reading.</summary>
    /// <param name="index">Position of the key.</param>
    /// <param name="type">What it must hold.</param>
    /// <param name="entry">The key, or null if it is not there.</param>
    /// <returns>False when it holds something else; the error has been replied then.</returns>
    public bool TryRead(int index, RedisType type, out Entry entry)
    {
        ReadOnlySpan<byte> key = Arg(index);
        entry = DatabaseOf(key).FindForRead(key);
        return CheckType(entry, type);
    }

    /// <summary>Finds the key at argument <paramref name="index"/> for changing it; see <see cref="TryRead"/>.</summary>
    public bool TryWrite(int index, RedisType type, out Database database, out Entry entry)
    {
        ReadOnlySpan<byte> key = Arg(index);
        database = DatabaseOf(key);
        entry = database.FindForWrite(key);
        return CheckType(entry, type);
    }

    /// <summary>Whether the entry is missing or of the type; if not, the error has been replied.</summary>
    public bool CheckType(Entry entry, RedisType type)
    {
        if (entry.IsNull || entry.Type == type)
            return true;
        Reply.Error(RespErrors.WrongType);
        return false;
    }

    /// <summary>
    /// Asks to wait for keys; the handler returns without a reply. Where waiting is impossible the handler must not call this:
    /// see <see cref="DenyBlocking"/>.
    /// </summary>
    public void Block(in BlockRequest request)
    {
        Debug.Assert(!DenyBlocking);
        _block = request;
    }

    /// <summary>Takes the wish to wait, if the last call had one.</summary>
    public BlockRequest? TakeBlockRequest()
    {
        BlockRequest? request = _block;
        _block = null;
        return request;
    }

    /// <summary>Points the context at a call that <paramref name="only"/> runs alone.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void BeginOn(KeyspaceShard only, ShardCommand command, ArgSlice* args, int count, int database, bool resp3)
    {
        _only = only;
        Set(command, args, count, database, resp3);
    }

    /// <summary>Points the context at a call whose shards a coordinator holds.</summary>
    public void BeginLeased(ShardCommand command, ArgSlice* args, int count, int database, bool resp3, bool denyBlocking)
    {
        _only = _shared.Shards.Length == 1 ? _shared.Shards[0] : null;
        _retryKey = null;
        DenyBlocking = denyBlocking;
        Set(command, args, count, database, resp3);
    }

    /// <summary>Points the context at the call of a waiter that is run again on the shard where a key is ready.</summary>
    internal void BeginRetry(KeyspaceShard shard, Waiter waiter, byte[] ready, ArgSlice* args)
    {
        _only = _shared.Shards.Length == 1 ? shard : null;
        _retryKey = ready;
        DenyBlocking = false;
        Set(waiter.Command, args, waiter.Arguments.Length, waiter.Database, waiter.Resp3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Set(ShardCommand command, ArgSlice* args, int count, int database, bool resp3)
    {
        Command = command;
        _args = args;
        ArgCount = count;
        DatabaseIndex = database;
        Reply.Resp3 = resp3;
        _block = null;
    }
}
