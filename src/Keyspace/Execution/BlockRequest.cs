using MtcpRedis.Keyspace.Entries;

namespace MtcpRedis.Keyspace.Execution;

/// <summary>A command's wish to wait for keys.</summary>
/// <param name="FirstKey">Position of the first key among the arguments.</param>
/// <param name="KeyCount">Number of keys, one after the other.</param>
/// <param name="Type">What a key must hold to be of use.</param>
/// <param name="TimeoutMilliseconds">Longest wait; 0: without limit.</param>
/// <param name="NullArrayOnTimeout">Whether a time-out is answered by a null array (else by a null).</param>
public readonly record struct BlockRequest(
    int FirstKey, int KeyCount, RedisType Type, long TimeoutMilliseconds, bool NullArrayOnTimeout);
