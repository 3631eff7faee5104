namespace MtcpRedis.Keyspace.Commands.Strings;

/// <summary>A run of bytes that the longest common subsequence takes from both strings.</summary>
/// <param name="StartInFirst">Position of the run in the first string.</param>
/// <param name="StartInSecond">Position of the run in the second string.</param>
/// <param name="Length">Length of the run.</param>
internal readonly record struct LcsMatch(int StartInFirst, int StartInSecond, int Length);
