namespace MtcpRedis.Server.Config;

/// <summary>A directive's name and its arguments as a file or the command line gives them; not yet checked.</summary>
/// <param name="Name">The name as written.</param>
/// <param name="Arguments">The arguments, as configuration text (<see cref="ConfigText"/>).</param>
/// <param name="Source">Where it was written.</param>
public sealed record ConfigAssignment(string Name, IReadOnlyList<string> Arguments, ConfigSource Source);
