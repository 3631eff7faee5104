using MtcpRedis.Server.Config.Directives.Data;
using MtcpRedis.Server.Config.Files;
using MtcpRedis.Server.Config.Values;
using AkkaConfig = Akka.Configuration.Config;

namespace MtcpRedis.Server.Config;

/// <summary>
/// Reads the whole configuration in its order of precedence: defaults, the HOCON file, the redis.conf file, standard input, the command
/// line.
/// </summary>
public static class ConfigLoader
{
    /// <summary>Reads the configuration that a command line asks for.</summary>
    /// <param name="commandLine">The command line of the process.</param>
    /// <param name="standardInput">Where configuration is read from when the command line ends in <c>-</c>; otherwise not touched.</param>
    /// <exception cref="ConfigException">A file cannot be read, or a directive is unknown or wrong.</exception>
    public static LoadedConfig Load(CommandLine commandLine, Stream? standardInput = null)
    {
        ArgumentNullException.ThrowIfNull(commandLine);
        var builder = new ConfigBuilder();
        AkkaConfig akka = AkkaConfig.Empty;
        if (commandLine.HoconFile is { } hoconFile)
        {
            HoconFile hocon = HoconFile.Read(hoconFile);
            builder.Apply(hocon.Assignments);
            akka = hocon.Akka;
        }

        var reader = new RedisConfReader();
        if (commandLine.RedisConfFile is { } redisConf)
            builder.Apply(reader.ReadFile(redisConf));
        if (commandLine.ReadsStandardInput && standardInput is not null)
            builder.Apply(reader.ReadStream(standardInput, ConfigSource.StandardInput));
        builder.Apply(commandLine.Assignments.SelectMany(reader.Expand));

        CheckTogether(builder);
        string? file = commandLine.RedisConfFile ?? commandLine.HoconFile;
        return new LoadedConfig(builder.Values, builder.Assigned, file is null ? null : Path.GetFullPath(file), akka);
    }

    /// <summary>Checks what only several directives together can get wrong.</summary>
    private static void CheckTogether(ConfigBuilder builder)
    {
        if (builder.Values.Get(ClusterDirectives.ClusterEnabled)
            && builder.Values.Get(ReplicationDirectives.Replicaof) != MasterAddress.None)
        {
            throw new ConfigException(
                builder.Assigned[ReplicationDirectives.Replicaof], "replicaof directive not allowed in cluster mode");
        }
    }
}
