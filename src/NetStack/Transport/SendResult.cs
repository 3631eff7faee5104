namespace MtcpRedis.NetStack.Transport;

/// <summary>The results of <see cref="ITransport.Send"/> and <see cref="ITransport.SendVector"/> that are not byte counts.</summary>
public static class SendResult
{
    /// <summary>The connection is broken; it is to be closed.</summary>
    public const int Broken = -1;
}
