using MtcpRedis.Compare.Load;

namespace MtcpRedis.Compare.Speed;

/// <summary>One command at one pipeline depth, and the limit for our CPU time against Redis'.</summary>
/// <param name="Name">Name for --only, such as get-64.</param>
/// <param name="Title">Name in tables.</param>
/// <param name="Pipeline">Requests in flight per connection.</param>
/// <param name="Limit">Our CPU time per request must be at most this share of Redis'.</param>
/// <param name="Command">The command with its arguments.</param>
/// <param name="Fill">Puts into an empty server what so many requests need.</param>
internal sealed record SpeedCell(string Name, string Title, int Pipeline, double Limit, string[] Command, Action<Filler, long> Fill);
