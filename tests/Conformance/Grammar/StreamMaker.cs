using MtcpRedis.Conformance.Replies;
using MtcpRedis.Conformance.Streams;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Grammar;

/// <summary>Makes the stream that belongs to a family and a seed.</summary>
/// <param name="skipped">Commands, in upper case, that are left out while they are not there yet.</param>
public sealed class StreamMaker(IReadOnlySet<string> skipped)
{
    private const double SwitchClient = 0.05;

    public CommandStream Make(Family family, int seed, int steps)
    {
        var g = new Gen(seed);
        int[] protocols = g.Next(4) switch { 0 => [3], 1 => [2, 3], 2 => [3, 2], _ => [2] };
        var made = new List<Step>();
        foreach (var (name, values) in family.Directives)
        {
            if (g.Chance(0.4))
            {
                made.Add(new Step(new Exchange(0, new RespCommand("CONFIG", "SET", name, g.Pick(values)), Rules.Exact)));
            }
        }

        made.AddRange(family.Prologue.Select(make => make(g)));
        while (made.Count < steps)
        {
            if (g.Chance(SwitchClient))
            {
                g.Client = g.Next(family.Clients);
            }

            var step = family.Next(g, p => !skipped.Contains(p.Name));
            if (!step.Actions.Any(a => skipped.Contains(a.Title)))
            {
                made.Add(step);
            }
        }

        return new CommandStream(family.Name, seed, protocols, made);
    }
}
