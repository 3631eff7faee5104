
namespace MtcpRedis.Keyspace.Shards;

/// <summary>Removes keys whose time has come though nobody asks for them.</summary>
internal static class ExpiryCycle
{
    /// <summary>Runs one bounded slice.</summary>
    public static void Run(KeyspaceShard shard)
    {
        foreach (Database database in shard.Databases)
        {
            if (database.ExpiringCount == 0)
                continue;
        }
    }
}
