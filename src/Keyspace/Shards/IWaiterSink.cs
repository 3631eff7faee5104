namespace MtcpRedis.Keyspace.Shards;

/// <summary>Takes the reply of a command that had to wait.</summary>
public interface IWaiterSink
{
    /// <summary>The command was run; called once, on the thread that holds the shard.</summary>
    /// <param name="waiter">The claimed waiter.</param>
    /// <param name="reply">Finished RESP; valid during the call.</param>
    void Answer(Waiter waiter, ReadOnlySpan<byte> reply);
}
