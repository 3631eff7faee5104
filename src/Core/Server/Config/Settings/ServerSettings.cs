using MtcpRedis.Core.Settings;
using MtcpRedis.Keyspace.Settings;

namespace MtcpRedis.Server.Config.Settings;

/// <summary>
/// The configuration in force, as one live snapshot per concern. Every snapshot is immutable; a successful CONFIG SET publishes new
/// ones. Readers on other threads see each snapshot as a whole, old or new.
/// </summary>
public sealed class ServerSettings
{
    private volatile ConfigValues _values;

    /// <summary>Creates the settings for given values.</summary>
    /// <param name="values">The values in force at first.</param>
    public ServerSettings(ConfigValues values)
    {
        ArgumentNullException.ThrowIfNull(values);
        _values = values;
        Node = NodeSettings.From(values);
        Keyspace = new(KeyspaceSettingsFactory.From(values));
        Network = new(NetworkSettings.From(values));
        Clients = new(ClientSettings.From(values));
        Security = new(SecuritySettings.From(values));
        SlowLog = new(SlowLogSettings.From(values));
        Logging = new(LoggingSettings.From(values));
    }

    /// <summary>A value for every directive, for those that no snapshot covers.</summary>
    public ConfigValues Values => _values;

    /// <summary>What is fixed at start: the block <c>mtcp</c> and the process.</summary>
    public NodeSettings Node { get; }

    /// <summary>What the keyspace reads.</summary>
    public Live<KeyspaceSettings> Keyspace { get; }

    /// <summary>Listening and idle connections.</summary>
    public Live<NetworkSettings> Network { get; }

    /// <summary>Limits of clients.</summary>
    public Live<ClientSettings> Clients { get; }

    /// <summary>Password and what is allowed.</summary>
    public Live<SecuritySettings> Security { get; }

    /// <summary>The slow log.</summary>
    public Live<SlowLogSettings> SlowLog { get; }

    /// <summary>The log.</summary>
    public Live<LoggingSettings> Logging { get; }

    /// <summary>Puts other values in force.</summary>
    internal void Publish(ConfigValues values)
    {
        _values = values;
        Keyspace.Publish(KeyspaceSettingsFactory.From(values));
        Network.Publish(NetworkSettings.From(values));
        Clients.Publish(ClientSettings.From(values));
        Security.Publish(SecuritySettings.From(values));
        SlowLog.Publish(SlowLogSettings.From(values));
        Logging.Publish(LoggingSettings.From(values));
    }
}
