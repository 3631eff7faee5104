using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Server.PubSub;

/// <summary>Publishes keyspace notifications (<c>notify-keyspace-events</c>) to the channels that Redis names for them.</summary>
internal sealed class KeyspaceEventPublisher(PubSubRegistry registry) : IKeyspaceEventSink
{
    public void Publish(int database, KeyspaceEventClasses classes, ReadOnlySpan<byte> name, ReadOnlySpan<byte> key)
    {
        if (!registry.HasListeners)
            return;
        if ((classes & KeyspaceEventClasses.Keyspace) != 0)
            registry.Publish(null, [.. Prefix("__keyspace@", database), .. key], name);
        if ((classes & KeyspaceEventClasses.Keyevent) != 0)
            registry.Publish(null, [.. Prefix("__keyevent@", database), .. name], key);
    }

    private static byte[] Prefix(string kind, int database) => System.Text.Encoding.ASCII.GetBytes($"{kind}{database}__:");
}
