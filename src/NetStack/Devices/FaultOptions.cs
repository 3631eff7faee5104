namespace MtcpRedis.NetStack.Devices;

/// <summary>What a <see cref="FaultInjector"/> does to the frames sent through it. Rates are probabilities per frame, 0-1.</summary>
/// <param name="Loss">Frame vanishes.</param>
/// <param name="Duplication">Frame arrives twice.</param>
/// <param name="Corruption">Bits of one random byte above the Ethernet addresses are flipped.</param>
/// <param name="Reorder">Frame is held back by a random time up to <paramref name="ReorderMicroseconds"/> and so overtaken by others.</param>
/// <param name="DelayMicroseconds">Time every frame travels.</param>
/// <param name="JitterMicroseconds">Largest random addition to the delay.</param>
/// <param name="ReorderMicroseconds">Largest extra delay of a reordered frame.</param>
/// <param name="QueueLength">Frames in flight; more are lost, as in a router's full queue.</param>
public sealed record FaultOptions(
    double Loss = 0,
    double Duplication = 0,
    double Corruption = 0,
    double Reorder = 0,
    int DelayMicroseconds = 0,
    int JitterMicroseconds = 0,
    int ReorderMicroseconds = 1000,
    int QueueLength = 1024);
