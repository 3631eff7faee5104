namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary>The state of a port's link.</summary>
/// <param name="IsUp">Whether frames can pass.</param>
/// <param name="Megabits">Speed in Mbit/s, 0 where the port does not know.</param>
/// <param name="IsFullDuplex">Whether both directions work at the same time.</param>
public readonly record struct LinkStatus(bool IsUp, int Megabits, bool IsFullDuplex);
