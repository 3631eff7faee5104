using MtcpRedis.Core.Commands;
using MtcpRedis.Server.Config;
using MtcpRedis.Server.Diagnostics;

namespace MtcpRedis.Server.Hosting;

/// <summary>What a node is put together from.</summary>
/// <param name="Commands">The commands it knows.</param>
/// <param name="Config">Its configuration.</param>
/// <param name="Log">Its log.</param>
internal sealed record NodeParts(CommandTable Commands, ConfigRegistry Config, NodeLog Log);
