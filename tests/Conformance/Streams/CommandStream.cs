namespace MtcpRedis.Conformance.Streams;

/// <summary>A run of steps made from one seed.</summary>
/// <param name="Family">The family whose grammar made it.</param>
/// <param name="Seed">The seed that makes the same stream again.</param>
/// <param name="Protocols">The protocol versions of the connections, in turn.</param>
/// <param name="Steps">What is done.</param>
public sealed record CommandStream(string Family, int Seed, IReadOnlyList<int> Protocols, IReadOnlyList<Step> Steps)
{
    /// <summary>Number of commands that get one reply each.</summary>
    public int Commands => Steps.Sum(s => s.Actions.Count);
}
