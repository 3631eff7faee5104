using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Server.Config.Kinds;
using static MtcpRedis.Server.Config.Directives.CommonKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Data;

/// <summary>Directives about memory, eviction and expiry.</summary>
internal static class MemoryDirectives
{
    private static readonly EnumKind<EvictionPolicy> s_policies = new(
        ("volatile-lru", EvictionPolicy.VolatileLru),
        ("volatile-lfu", EvictionPolicy.VolatileLfu),
        ("volatile-random", EvictionPolicy.VolatileRandom),
        ("volatile-ttl", EvictionPolicy.VolatileTtl),
        ("allkeys-lru", EvictionPolicy.AllKeysLru),
        ("allkeys-lfu", EvictionPolicy.AllKeysLfu),
        ("allkeys-random", EvictionPolicy.AllKeysRandom),
        ("noeviction", EvictionPolicy.NoEviction));

    public static readonly DirectiveGroup Group = new("Memory and eviction");

    public static readonly Directive<ulong> Maxmemory = Group.Add(
        "maxmemory", new MemoryKind(0, ulong.MaxValue), 0UL,
        "Memory for the data of the whole node at which keys are evicted or writes refused; 0 means no limit.", InEffect);

    public static readonly Directive<EvictionPolicy> MaxmemoryPolicy = Group.Add(
        "maxmemory-policy", s_policies, EvictionPolicy.NoEviction,
        "Which keys go once maxmemory is reached: least recently or least often used, at random, or soonest to expire; "
        + "of all keys, or of those with an expiry.", InEffect);

    public static readonly Directive<long> MaxmemorySamples = Group.Add(
        "maxmemory-samples", Positive, 5,
        "Keys looked at to find one to evict: more is more exact and costs more.", InEffect);

    public static readonly Directive<long> MaxmemoryEvictionTenacity = Group.Add(
        "maxmemory-eviction-tenacity", new IntegerKind(0, 100), 10,
        "How long eviction may go on at a time: 0 shortest, 100 without a limit.", InEffect);

    public static readonly Directive<long> LfuLogFactor = Group.Add(
        "lfu-log-factor", Count, 10,
        "How slowly the counter of accesses grows (policies with lfu).", InEffect);

    public static readonly Directive<long> LfuDecayTime = Group.Add(
        "lfu-decay-time", Count, 1,
        "Minutes after which the counter of accesses loses one (policies with lfu); 0 never.", InEffect);

    public static readonly Directive<long> ActiveExpireEffort = Group.Add(
        "active-expire-effort", new IntegerKind(1, 10), 1,
        "How hard expired keys are looked for: 1 least work, 10 least memory.", InEffect);

    public static readonly Directive<bool> ReplicaIgnoreMaxmemory = Group.Add(
        "replica-ignore-maxmemory", Bool, true,
        "A replica leaves eviction to its master.", None, "slave-ignore-maxmemory");
}
