namespace MtcpRedis.Server.Runtime;

/// <summary>Messages to a core's actor besides returned batches.</summary>
internal static class CoreProtocol
{
    /// <summary>Do one turn.</summary>
    public sealed record Poll
    {
        public static Poll Instance { get; } = new();
    }

    /// <summary>A shard was handed to the lease.</summary>
    public sealed record LeaseGranted(Lease Lease);

    /// <summary>Do something on the core's thread, between turns.</summary>
    public sealed record Invoke(Action Work);

    /// <summary>Close every connection and stop polling.</summary>
    public sealed record Stop(TaskCompletionSource Done);
}
