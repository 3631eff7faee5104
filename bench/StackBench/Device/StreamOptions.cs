using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.StackBench.Device;

/// <summary>What the command line asks for when one end of a bulk stream runs over a port of DPDK.</summary>
/// <param name="Device">PCI address, or virtual device as DPDK's <c>--vdev</c> takes it.</param>
/// <param name="Address">Our address.</param>
/// <param name="Peer">Where to connect to and send; null: to listen and receive.</param>
/// <param name="Seconds">Length of the measurement, at least 1.</param>
/// <param name="WarmUp">Seconds of the stream before the measurement begins, at least 1.</param>
/// <param name="Mtu">Largest IP packet in bytes.</param>
/// <param name="Mac">Station address instead of the port's own.</param>
internal sealed record StreamOptions(string Device, InterfaceAddress? Address, IpAddress? Peer, int Seconds, int WarmUp, int Mtu, MacAddress? Mac)
{
    internal const ushort Port = 5201;

    /// <summary>True if the command line asks for a stream over a port.</summary>
    internal static bool IsMeant(string[] args) => args.Contains("--device");

    internal static StreamOptions Parse(string[] args)
    {
        var options = new StreamOptions("", null, null, 5, 3, 1500, null);
        foreach (var (name, value) in BenchOptions.Pairs(args))
        {
            options = name switch
            {
                "--device" => options with { Device = value },
                "--address" => options with { Address = InterfaceAddress.Parse(value) },
                "--peer" => options with { Peer = IpAddress.Parse(value) },
                "--seconds" => options with { Seconds = BenchOptions.Positive(value) },
                "--warmup" => options with { WarmUp = BenchOptions.Positive(value) },
                "--mtu" => options with { Mtu = BenchOptions.Positive(value) },
                "--mac" => options with { Mac = MacAddress.TryParse(value, out var mac) ? mac : throw new ArgumentException($"{value} is not a station address") },
                _ => throw new ArgumentException($"unknown option {name}"),
            };
        }
        return options.Address is null ? throw new ArgumentException("--address is missing") : options;
    }
}
