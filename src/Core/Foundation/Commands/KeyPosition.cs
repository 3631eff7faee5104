namespace MtcpRedis.Core.Commands;

/// <summary>A key among the arguments of a call.</summary>
/// <param name="Index">Position of the argument; the command's name is 0.</param>
/// <param name="Flags">What the command does with this key.</param>
public readonly record struct KeyPosition(int Index, KeySpecFlags Flags);
