using MtcpRedis.Conformance.Replies;
using MtcpRedis.Conformance.Streams;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Grammar;

/// <summary>One way to make a step, with its share among the others of its family.</summary>
public sealed class Production
{
    private const double MutationRate = 0.05;
    private readonly Func<Gen, Step> _make;

    private Production(int weight, string name, Func<Gen, Step> make)
    {
        Weight = weight;
        Name = name;
        _make = make;
    }

    public int Weight { get; }

    /// <summary>The command it makes, in upper case, or a description.</summary>
    public string Name { get; }

    public Step Make(Gen g) => _make(g);

    /// <summary>A single command from a grammar line; now and then its arguments are spoilt.</summary>
    /// <param name="line">The grammar line.</param>
    /// <param name="rule">How replies compare; exactly unless given.</param>
    /// <param name="weight">Its share.</param>
    /// <param name="spoil">Whether arguments may be dropped, doubled or replaced; not for commands that would then wait or loop.</param>
    /// <param name="plain">Whether the command may be queued in a transaction.</param>
    public static Production Line(string line, ReplyRule? rule = null, int weight = 10, bool spoil = true, bool plain = true)
    {
        var node = TemplateParser.Parse(line);
        return new Production(
            weight,
            line.Split(' ')[0],
            g => new Step(new Exchange(g.Client, Command(g, node, spoil), rule ?? Rules.Exact, plain)));
    }

    /// <summary>
    /// Several commands that belong together, such as one with random effect and the repair of the state. A placeholder followed by
    /// <c>=1</c> ... <c>=9</c> in a line is made once and then repeated in all lines.
    /// </summary>
    public static Production Lines(string name, int weight, params (string Line, ReplyRule Rule)[] lines) =>
        new(weight, name, g => new Step([.. SharedTemplate.Expand(g, [.. lines.Select(l => l.Line)])
            .Select((c, i) => new Exchange(g.Client, c, lines[i].Rule))]));

    /// <summary>A step made by code.</summary>
    public static Production Custom(string name, int weight, Func<Gen, Step> make) => new(weight, name, make);

    /// <summary>A command from a parsed grammar line.</summary>
    public static RespCommand Command(Gen g, Node node, bool spoil)
    {
        var words = new List<byte[]>();
        node.Write(g, words);
        if (spoil && g.Chance(MutationRate))
        {
            Spoil(g, words);
        }

        return new RespCommand(words);
    }

    private static void Spoil(Gen g, List<byte[]> words)
    {
        var index = words.Count > 1 ? g.Between(1, words.Count - 1) : 0;
        switch (g.Next(5))
        {
            case 0 when words.Count > 1:
                words.RemoveRange(index, words.Count - index);
                break;
            case 1 when index > 0:
                words.RemoveAt(index);
                break;
            case 2 when index > 0:
                words[index] = Words.Junk(g);
                break;
            case 3 when index > 0:
                words.Insert(index, words[index]);
                break;
            default:
                words.Add(Words.Junk(g));
                break;
        }
    }
}
