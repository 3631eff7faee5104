using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Server.Config.Directives.Data;
using MtcpRedis.Server.Config.Directives.Serving;

namespace MtcpRedis.Server.Config.Settings;

/// <summary>Makes the snapshot that the keyspace reads.</summary>
internal static class KeyspaceSettingsFactory
{
    public static KeyspaceSettings From(ConfigValues values) => WithEncodings(WithLazyFree(new KeyspaceSettings
    {
        Databases = (int)values.Get(ProcessDirectives.Databases),
        MaxMemory = Bytes(values.Get(MemoryDirectives.Maxmemory)),
        MaxMemoryPolicy = values.Get(MemoryDirectives.MaxmemoryPolicy),
        MaxMemorySamples = (int)values.Get(MemoryDirectives.MaxmemorySamples),
        MaxMemoryEvictionTenacity = (int)values.Get(MemoryDirectives.MaxmemoryEvictionTenacity),
        LfuLogFactor = (int)values.Get(MemoryDirectives.LfuLogFactor),
        LfuDecayTime = (int)values.Get(MemoryDirectives.LfuDecayTime),
        ActiveExpireEffort = (int)values.Get(MemoryDirectives.ActiveExpireEffort),
        Hz = (int)values.Get(ProcessDirectives.Hz),
        NotifyKeyspaceEvents = values.Get(NotificationDirectives.NotifyKeyspaceEvents),
        ProtoMaxBulkLength = Bytes(values.Get(ClientDirectives.ProtoMaxBulkLen)),
    }, values), values);

    private static KeyspaceSettings WithLazyFree(KeyspaceSettings settings, ConfigValues values) => settings with
    {
        LazyFreeLazyEviction = values.Get(LazyFreeDirectives.LazyfreeLazyEviction),
        LazyFreeLazyExpire = values.Get(LazyFreeDirectives.LazyfreeLazyExpire),
        LazyFreeLazyServerDel = values.Get(LazyFreeDirectives.LazyfreeLazyServerDel),
        LazyFreeLazyUserDel = values.Get(LazyFreeDirectives.LazyfreeLazyUserDel),
        LazyFreeLazyUserFlush = values.Get(LazyFreeDirectives.LazyfreeLazyUserFlush),
    };

    private static KeyspaceSettings WithEncodings(KeyspaceSettings settings, ConfigValues values) => settings with
    {
        HashMaxListpackEntries = values.Get(EncodingDirectives.HashMaxListpackEntries),
        HashMaxListpackValue = Bytes(values.Get(EncodingDirectives.HashMaxListpackValue)),
        ListMaxListpackSize = (int)values.Get(EncodingDirectives.ListMaxListpackSize),
        ListCompressDepth = (int)values.Get(EncodingDirectives.ListCompressDepth),
        SetMaxIntsetEntries = values.Get(EncodingDirectives.SetMaxIntsetEntries),
        SetMaxListpackEntries = values.Get(EncodingDirectives.SetMaxListpackEntries),
        SetMaxListpackValue = Bytes(values.Get(EncodingDirectives.SetMaxListpackValue)),
        ZSetMaxListpackEntries = values.Get(EncodingDirectives.ZsetMaxListpackEntries),
        ZSetMaxListpackValue = Bytes(values.Get(EncodingDirectives.ZsetMaxListpackValue)),
        HllSparseMaxBytes = Bytes(values.Get(EncodingDirectives.HllSparseMaxBytes)),
        StreamNodeMaxBytes = Bytes(values.Get(EncodingDirectives.StreamNodeMaxBytes)),
        StreamNodeMaxEntries = values.Get(EncodingDirectives.StreamNodeMaxEntries),
    };

    /// <summary>Amounts beyond 63 bits, which Redis accepts, are as good as the greatest one.</summary>
    private static long Bytes(ulong amount) => (long)Math.Min(amount, long.MaxValue);
}
