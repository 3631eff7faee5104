namespace MtcpRedis.Bench.Options;

/// <summary>A command line that cannot be followed; the message is one line for the user.</summary>
internal sealed class OptionException(string message) : Exception(message);
