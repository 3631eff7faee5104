namespace MtcpRedis.NetStack.Transport;

/// <summary>The results of <see cref="ITransport.Receive"/> that are not byte counts.</summary>
public static class ReceiveResult
{
    /// <summary>The peer has sent its last byte (FIN). Sending to it may still be possible.</summary>
    public const int EndOfStream = -1;

    /// <summary>The connection is broken (reset, timed out); it is to be closed.</summary>
    public const int Failed = -2;
}
