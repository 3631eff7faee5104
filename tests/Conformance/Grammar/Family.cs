using MtcpRedis.Conformance.Streams;

namespace MtcpRedis.Conformance.Grammar;

/// <summary>The grammar of a family of commands.</summary>
/// <param name="name">Its name, used to choose tests.</param>
/// <param name="productions">How its steps are made.</param>
public sealed class Family(string name, IReadOnlyList<Production> productions)
{
    private readonly int _total = productions.Sum(p => p.Weight);

    public string Name { get; } = name;

    public IReadOnlyList<Production> Productions { get; } = productions;

    /// <summary>Directives that change what the family does; each stream starts with some of them set.</summary>
    public IReadOnlyList<(string Name, string[] Values)> Directives { get; init; } = [];

    /// <summary>How many connections take turns.</summary>
    public int Clients { get; init; } = 2;

    /// <summary>Steps with which every stream begins.</summary>
    public IReadOnlyList<Func<Gen, Step>> Prologue { get; init; } = [];

    /// <summary>The next step, made by one of the productions that <paramref name="allowed"/> lets pass.</summary>
    public Step Next(Gen g, Func<Production, bool> allowed)
    {
        while (true)
        {
            var ticket = g.Next(_total);
            foreach (var production in Productions)
            {
                ticket -= production.Weight;
                if (ticket < 0)
                {
                    if (allowed(production))
                    {
                        return production.Make(g);
                    }

                    break;
                }
            }
        }
    }
}
