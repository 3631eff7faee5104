using MtcpRedis.Keyspace.Settings;

namespace MtcpRedis.Keyspace.Shards;

/// <summary>Takes keyspace notifications out of a shard; called on whatever thread holds the shard.</summary>
public interface IKeyspaceEventSink
{
    /// <summary>A key changed.</summary>
    /// <param name="database">Index of the database.</param>
    /// <param name="classes">Which of the two channels to publish to (<c>K</c>, <c>E</c>).</param>
    /// <param name="name">The event, <c>set</c> for example.</param>
    /// <param name="key">The key; valid during the call.</param>
    void Publish(int database, KeyspaceEventClasses classes, ReadOnlySpan<byte> name, ReadOnlySpan<byte> key);
}
