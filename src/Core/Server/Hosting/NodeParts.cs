using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Settings;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Server.Diagnostics;
using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.Hosting;

/// <summary>What a node is put together from.</summary>
/// <param name="Commands">The commands it knows.</param>
/// <param name="Keyspace">Live settings of the dataset.</param>
/// <param name="Sessions">Live settings of the connections.</param>
/// <param name="Log">Its log.</param>
internal sealed record NodeParts(
    CommandTable Commands, Live<KeyspaceSettings> Keyspace, Live<SessionSettings> Sessions, NodeLog Log);
