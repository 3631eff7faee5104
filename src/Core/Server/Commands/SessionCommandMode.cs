namespace MtcpRedis.Server.Commands;

/// <summary>When a command that runs on the core may run.</summary>
internal enum SessionCommandMode
{
    /// <summary>As soon as it is parsed: it neither sees the dataset nor anything that the commands before it change there.</summary>
    Immediate,

    /// <summary>When the commands before it in the pipeline are done.</summary>
    Ordered,

    /// <summary>Then, and holding shards.</summary>
    Leased,
}
