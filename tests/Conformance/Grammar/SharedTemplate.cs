using System.Text.RegularExpressions;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Grammar;

/// <summary>Expands several grammar lines that share words: <c>%set=1</c> is the same key wherever it stands.</summary>
public static partial class SharedTemplate
{
    public static List<RespCommand> Expand(Gen g, IReadOnlyList<string> lines)
    {
        var shared = new Dictionary<string, byte[]>();
        return [.. lines.Select(line => Expand(g, line, shared))];
    }

    private static RespCommand Expand(Gen g, string line, Dictionary<string, byte[]> shared)
    {
        var words = new List<byte[]>();
        foreach (var piece in Marker().Split(line))
        {
            if (Marker().IsMatch(piece))
            {
                if (!shared.TryGetValue(piece, out var word))
                {
                    word = Words.Make(piece[1..piece.IndexOf('=')], g);
                    shared[piece] = word;
                }

                words.Add(word);
            }
            else
            {
                TemplateParser.Parse(piece.Trim()).Write(g, words);
            }
        }

        return new RespCommand(words);
    }

    [GeneratedRegex("(%[a-z]+=[0-9])")]
    private static partial Regex Marker();
}
