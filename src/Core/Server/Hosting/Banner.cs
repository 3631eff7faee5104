using MtcpRedis.Server.Config;
using MtcpRedis.Server.Config.Settings;
using MtcpRedis.Server.Diagnostics;

namespace MtcpRedis.Server.Hosting;

/// <summary>What a node says of itself when it starts: a logo where somebody looks at it, plain lines otherwise.</summary>
internal static class Banner
{
    public static void Write(NodeLog log, ConfigRegistry config)
    {
        ServerSettings settings = config.Settings;
        int port = settings.Network.Value.Port;
        log.Notice("oO0OoO0OoO0Oo MtcpRedis is starting oO0OoO0OoO0Oo");
        log.Notice($"MtcpRedis version={ProductVersion.Own}, as Redis {ProductVersion.Redis}, bits=64, pid={Environment.ProcessId}, just started");
        log.Notice(config.File is { } file ? $"Configuration loaded from {file}" : "No config file given, using the defaults");
        if (log.IsTerminal || settings.Logging.Value.AlwaysShowLogo)
        {
            WriteLogo(log, port, settings.Node.Cores);
            return;
        }
        log.Notice($"Running mode=standalone, port={port}.");
        log.Notice($"PID: {Environment.ProcessId}");
    }

    private static void WriteLogo(NodeLog log, int port, int cores)
    {
        string shards = cores == 1 ? "1 core" : $"{cores} cores";
        log.Raw($"""

              __  __ _            ___        _ _
             |  \/  | |_ __ _ __ | _ \___ __| (_)___    MtcpRedis {ProductVersion.Own} (as Redis {ProductVersion.Redis}) 64 bit
             | |\/| |  _/ _| '_ \|   / -_) _` | (_-<    Running in standalone mode on {shards}
             |_|  |_|\__\__| .__/|_|_\___\__,_|_/__/    Port: {port}
                           |_|                          PID: {Environment.ProcessId}

            """);
    }
}
