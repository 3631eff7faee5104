namespace MtcpRedis.Server.Sessions;

/// <summary>Where one reply of a turn is to be found, in request order.</summary>
/// <param name="Source">The shard whose batch has it, or <see cref="Local"/>.</param>
/// <param name="First">Index of the record, or offset in the turn's own writer.</param>
/// <param name="Length">Length in the turn's own writer; unused for shards.</param>
internal readonly record struct ReplySlot(int Source, int First, int Length)
{
    /// <summary>The core wrote the reply itself.</summary>
    public const int Local = -1;

    /// <summary>A flag in <see cref="Length"/> of a shard's slot: the client does not want this reply.</summary>
    public const int Skipped = -1;
}
