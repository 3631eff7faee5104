namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary>Whether packet memory lies in hugepages.</summary>
public enum HugepageUse
{
    /// <summary>When enough are free.</summary>
    Auto,

    /// <summary>Always; the start fails when there are too few.</summary>
    Always,

    /// <summary>Never.</summary>
    Never,
}
