using System.Net.Sockets;
using System.Runtime.InteropServices;
using MtcpRedis.TestKit;

namespace MtcpRedis.Network.Support;

/// <summary>What these tests need of the machine, looked for once: where something is missing they are skipped and say what.</summary>
internal static class Requirements
{
    private static readonly Lazy<string?> s_common = new(FindCommon);

    /// <summary>What is missing for any of these tests; null if nothing.</summary>
    internal static string? Missing => s_common.Value;

    /// <summary>What is missing for a link; null if nothing.</summary>
    internal static string? MissingFor(LinkKind kind) => Missing ?? (kind switch
    {
        LinkKind.AfXdp => MissingDriver("af_xdp") ?? MissingXdp(),
        LinkKind.Tap => MissingDriver("tap") ?? (File.Exists("/dev/net/tun") ? null : "the kernel has no /dev/net/tun"),
        _ => MissingDriver("af_packet"),
    });

    private static string? FindCommon()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "network namespaces are Linux'";
        }

        if (Libc.EffectiveUser() != 0)
        {
            return "network namespaces need root";
        }

        foreach (var (program, package) in (ReadOnlySpan<(string, string)>)[
            ("ip", "iproute2"), ("ethtool", "ethtool"), ("ping", "iputils-ping"), ("redis-cli", "redis-tools"), ("redis-server", "redis-server")])
        {
            if (!IsInstalled(program))
            {
                return $"{program} is not installed (package {package})";
            }
        }

        return MissingShim() ?? MissingDriver("af_packet") ?? TryNamespace();
    }

    private static bool IsInstalled(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));

    private static string? MissingShim() =>
        File.Exists(Path.Combine(Path.GetDirectoryName(RepositoryPaths.ServerExecutable)!, "libmtcp_dpdk.so"))
            ? null
            : "the server was built without DPDK (packages libdpdk-dev, gcc, pkg-config)";

    /// <summary>Drivers lie in a folder that is named after the release of DPDK, below that of the machine's libraries.</summary>
    private static string? MissingDriver(string name)
    {
        var triplet = RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "aarch64-linux-gnu" : "x86_64-linux-gnu";
        var folder = $"/usr/lib/{triplet}/dpdk";
        return Directory.Exists(folder) && Directory.EnumerateFiles(folder, $"librte_net_{name}.so*", SearchOption.AllDirectories).Any()
            ? null
            : $"DPDK's driver {name} is not installed (package librte-net-{name.Replace('_', '-')}23)";
    }

    private static string? MissingXdp()
    {
        var socket = Libc.Socket(Libc.AddressFamilyXdp, Libc.SocketRaw, 0);
        if (socket < 0)
        {
            return "the kernel has no XDP sockets";
        }

        _ = Libc.Close(socket);
        return null;
    }

    private static string? TryNamespace()
    {
        try
        {
            using var space = new NetworkNamespace("probe");
            space.Ip("link add probe0 type veth peer name probe1");
            using var socket = space.OpenSocket(AddressFamily.InterNetworkV6);
            return null;
        }
        catch (Exception failure) when (failure is InvalidOperationException or SocketException or TypeInitializationException)
        {
            return $"network namespaces cannot be used here: {(failure.InnerException ?? failure).Message}";
        }
    }
}
