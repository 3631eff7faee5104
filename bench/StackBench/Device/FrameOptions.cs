using MtcpRedis.NetStack.Wire.Link;

namespace MtcpRedis.StackBench.Device;

/// <summary>What the command line asks for when frames alone go over a port of DPDK, without any stack.</summary>
/// <param name="Device">PCI address, or virtual device as DPDK's <c>--vdev</c> takes it.</param>
/// <param name="Echo">Whether this end returns frames; else it sends them and counts those that return.</param>
/// <param name="Length">Bytes of a frame, at least an Ethernet header.</param>
/// <param name="Window">Frames under way at a time.</param>
/// <param name="Seconds">Length of the measurement, at least 1.</param>
internal sealed record FrameOptions(string Device, bool Echo, int Length, int Window, int Seconds)
{
    /// <summary>True if the command line asks for frames alone.</summary>
    internal static bool IsMeant(string[] args) => args.Contains("--frames");

    internal static FrameOptions Parse(string[] args)
    {
        var options = new FrameOptions("", false, 64, 128, 5);
        foreach (var (name, value) in BenchOptions.Pairs(args))
        {
            options = name switch
            {
                "--device" => options with { Device = value },
                "--frames" when value is "send" or "echo" => options with { Echo = value == "echo" },
                "--frames" => throw new ArgumentException($"--frames: {value} is neither send nor echo"),
                "--length" => options with { Length = Math.Max(BenchOptions.Positive(value), EthernetHeader.UntaggedLength) },
                "--window" => options with { Window = BenchOptions.Positive(value) },
                "--seconds" => options with { Seconds = BenchOptions.Positive(value) },
                _ => throw new ArgumentException($"unknown option {name}"),
            };
        }
        return options.Device.Length == 0 ? throw new ArgumentException("--device is missing") : options;
    }
}
