using MtcpRedis.Keyspace.Commands.Bitmaps;
using MtcpRedis.Keyspace.Commands.Generic;
using MtcpRedis.Keyspace.Commands.Geo;
using MtcpRedis.Keyspace.Commands.Hashes;
using MtcpRedis.Keyspace.Commands.HyperLogLogs;
using MtcpRedis.Keyspace.Commands.Lists;
using MtcpRedis.Keyspace.Commands.Sets;
using MtcpRedis.Keyspace.Commands.SortedSets;
using MtcpRedis.Keyspace.Commands.Sorting;
using MtcpRedis.Keyspace.Commands.Strings;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands;

/// <summary>Every family of commands that works on the dataset.</summary>
public static class KeyspaceCommands
{
    /// <summary>All of them; a new family is added here.</summary>
    public static IEnumerable<ShardCommand> All =>
    [
        .. GenericCommands.All,
        .. SortCommands.All,
        .. StringCommands.All,
        .. Server.DatasetCommands.All,
        .. BitmapCommands.All,
        .. SortedSetCommands.All,
        .. HyperLogLogCommands.All,
        .. ListCommands.All,
        .. HashCommands.All,
        .. SetCommands.All,
        .. GeoCommands.All,
    ];
}
