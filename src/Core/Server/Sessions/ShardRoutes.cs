using System.Runtime.CompilerServices;
using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Hashing;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Server.Commands;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Sessions;

/// <summary>Which shards a call needs.</summary>
internal sealed unsafe class ShardRoutes
{
    private readonly int _shards;
    private readonly ShardMap _map;
    private readonly int[] _all;
    private readonly List<KeyPosition> _keys = [];

    public ShardRoutes(Node node)
    {
        _shards = node.Keyspace.Shards.Length;
        _map = node.Keyspace.Map;
        _all = Enumerable.Range(0, _shards).ToArray();
    }

    /// <summary>The shard that can run the call in its batch, or -1 if the call needs leases.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int SingleShard(ShardCommand command, ArgSlice* args, int count)
    {
        if (_shards == 1)
            return (command.Flags & CommandFlags.Blocking) == 0 ? 0 : -1;
        int position = command.SingleKey;
        return position > 0 && position < count ? ShardOf(args[position].Span) : SingleShardOfMany(command, args, count);
    }

    /// <summary>The shards that the call needs, ascending.</summary>
    public int[] Find(Session session, CommandSpec command, ArgSlice* args, int count)
    {
        if (_shards == 1)
            return _all;
        var shards = new SortedSet<int>();
        if (command is SessionCommand { ShardsOf: { } finder })
            finder(session, this, shards);
        else
            AddShards(command, args, count, shards);
        if (shards.Count == 0)
            shards.Add(0);
        return shards.Count == _shards ? _all : shards.ToArray();
    }

    /// <summary>Adds the shards of a call.</summary>
    public void AddShards(CommandSpec command, ArgSlice* args, int count, ISet<int> shards)
    {
        bool all = command switch
        {
            ShardCommand data => data.Scope == ShardScope.All,
            SessionCommand session => session.Mode == SessionCommandMode.Leased && session.Scope == ShardScope.All,
            _ => false,
        };
        if (all)
        {
            shards.UnionWith(_all);
            return;
        }
        if (command is ShardCommand { FindShard: { } find })
        {
            shards.Add(find(new ReadOnlySpan<ArgSlice>(args, count), _shards));
            return;
        }
        _keys.Clear();
        KeyExtractor.TryExtract(command, new ReadOnlySpan<ArgSlice>(args, count), _keys, includeNotKeys: false);
        foreach (KeyPosition key in _keys)
            shards.Add(ShardOf(args[key.Index].Span));
    }

    /// <summary>The shard of a key.</summary>
    public int ShardOf(ReadOnlySpan<byte> key) => _map.ShardOfSlot(HashSlot.Of(key));

    private int SingleShardOfMany(ShardCommand command, ArgSlice* args, int count)
    {
        if (command.Scope == ShardScope.All || (command.Flags & CommandFlags.Blocking) != 0)
            return -1;
        if (command.FindShard is { } find)
            return find(new ReadOnlySpan<ArgSlice>(args, count), _shards);
        _keys.Clear();
        // Where a specification finds nothing (PFMERGE without sources) the keys of the others count; without any key the handler
        // will complain, on any shard.
        KeyExtractor.TryExtract(command, new ReadOnlySpan<ArgSlice>(args, count), _keys, includeNotKeys: false);
        if (_keys.Count == 0)
            return 0;
        int shard = ShardOf(args[_keys[0].Index].Span);
        for (int i = 1; i < _keys.Count; i++)
        {
            if (ShardOf(args[_keys[i].Index].Span) != shard)
                return -1;
        }
        return shard;
    }
}
