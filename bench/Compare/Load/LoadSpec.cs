namespace MtcpRedis.Compare.Load;

/// <summary>One run of a generator.</summary>
/// <param name="Command">The command with its arguments; __rand_int__ stands for a random number.</param>
/// <param name="Pipeline">Requests in flight per connection.</param>
/// <param name="Clients">Connections.</param>
/// <param name="KeySpace">Random numbers are below this.</param>
internal sealed record LoadSpec(IReadOnlyList<string> Command, int Pipeline, int Clients, int KeySpace);
