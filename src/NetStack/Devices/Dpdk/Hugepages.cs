namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary>The hugepages of the machine.</summary>
internal static class Hugepages
{
    private const string Root = "/sys/kernel/mm/hugepages";

    /// <summary>Memory in hugepages of 2 MiB and 1 GiB that nobody uses, in megabytes.</summary>
    internal static long FreeMegabytes => Free("hugepages-2048kB") * 2 + Free("hugepages-1048576kB") * 1024;

    private static long Free(string size)
    {
        var file = Path.Combine(Root, size, "free_hugepages");
        return File.Exists(file) && long.TryParse(File.ReadAllText(file), out var pages) ? pages : 0;
    }
}
