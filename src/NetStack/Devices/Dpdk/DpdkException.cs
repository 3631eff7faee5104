namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary>DPDK could not be brought up. The message is one line for the operator: what failed, and which command or package mends it.</summary>
public sealed class DpdkException : Exception
{
    /// <summary>Says what failed.</summary>
    /// <param name="message">One line, no full stop.</param>
    public DpdkException(string message)
        : base(message)
    {
    }

    /// <summary>Says what failed, and why.</summary>
    /// <param name="message">One line, no full stop.</param>
    /// <param name="inner">The cause.</param>
    public DpdkException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
