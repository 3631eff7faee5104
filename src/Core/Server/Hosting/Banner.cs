using MtcpRedis.Server.Config.Settings;
using MtcpRedis.Server.Diagnostics;

namespace MtcpRedis.Server.Hosting;

/// <summary>What a node says of itself when it starts.</summary>
internal static class Banner
{
    public static void Write(NodeLog log, ServerSettings settings)
    {
        string shards = settings.Node.Cores == 1 ? "1 core" : $"{settings.Node.Cores} cores";
        log.Notice("oO0OoO0OoO0Oo MtcpRedis is starting oO0OoO0OoO0Oo");
        log.Raw($"""

              __  __ _            ___        _ _
             |  \/  | |_ __ _ __ | _ \___ __| (_)___    MtcpRedis {ProductVersion.Own} (as Redis {ProductVersion.Redis}) 64 bit
             | |\/| |  _/ _| '_ \|   / -_) _` | (_-<    Running in standalone mode on {shards}
             |_|  |_|\__\__| .__/|_|_\___\__,_|_/__/    Port: {settings.Network.Value.Port}
                           |_|                          PID: {Environment.ProcessId}

            """);
    }
}
