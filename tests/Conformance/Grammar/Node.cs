namespace MtcpRedis.Conformance.Grammar;

/// <summary>A part of a grammar line that writes words.</summary>
public abstract record Node
{
    public abstract void Write(Gen g, List<byte[]> words);

    /// <summary>A fixed word, sometimes in odd case.</summary>
    public sealed record Word(string Text) : Node
    {
        public override void Write(Gen g, List<byte[]> words) => words.Add(Gen.Text(g.Chance(0.08) ? OddCase(g) : Text));

        private string OddCase(Gen g) => new([.. Text.Select(c => g.Chance(0.5) ? char.ToLowerInvariant(c) : c)]);
    }

    /// <summary>A made-up word.</summary>
    public sealed record Placeholder(string Name) : Node
    {
        public override void Write(Gen g, List<byte[]> words) => words.Add(Words.Make(Name, g));
    }

    /// <summary>All parts, in order.</summary>
    public sealed record Sequence(IReadOnlyList<Node> Parts) : Node
    {
        public override void Write(Gen g, List<byte[]> words)
        {
            foreach (var part in Parts)
            {
                part.Write(g, words);
            }
        }
    }

    /// <summary>One of the parts; or, where it is optional, more often none.</summary>
    public sealed record Choice(IReadOnlyList<Node> Parts, bool Optional) : Node
    {
        public override void Write(Gen g, List<byte[]> words)
        {
            if (!Optional || g.Chance(0.4))
            {
                g.Pick(Parts).Write(g, words);
            }
        }
    }

    /// <summary>All parts, in any order.</summary>
    public sealed record Shuffle(IReadOnlyList<Node> Parts) : Node
    {
        public override void Write(Gen g, List<byte[]> words)
        {
            var rest = Parts.ToList();
            while (rest.Count > 0)
            {
                var index = g.Next(rest.Count);
                rest[index].Write(g, words);
                rest.RemoveAt(index);
            }
        }
    }

    /// <summary>The part several times; where it is counted, the number comes first.</summary>
    public sealed record Repeat(Node Part, int Min, int Max, bool Counted) : Node
    {
        public override void Write(Gen g, List<byte[]> words)
        {
            var times = g.Between(Min, Max);
            if (Counted)
            {
                words.Add(g.Chance(0.96) ? Gen.Text(times) : Gen.Text(g.Pick("0", "-1", "abc", $"{times + 1}", $"{times - 1}", "100")));
            }

            for (var i = 0; i < times; i++)
            {
                Part.Write(g, words);
            }
        }
    }
}
