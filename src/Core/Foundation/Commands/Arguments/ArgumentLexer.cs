namespace MtcpRedis.Core.Commands.Arguments;

/// <summary>Takes the usage notation apart: brackets, bars, <c>...</c>, labels, words.</summary>
internal static class ArgumentLexer
{
    private const string Brackets = "[]<>|";

    /// <summary>The symbols of <paramref name="notation"/> in their order; quoted words keep their leading quote.</summary>
    public static List<string> Split(string notation)
    {
        var symbols = new List<string>();
        int i = 0;
        while (i < notation.Length)
        {
            char c = notation[i];
            if (c == ' ')
            {
                i++;
            }
            else if (Brackets.Contains(c))
            {
                symbols.Add(c.ToString());
                i++;
            }
            else if (c == '"')
            {
                int end = notation.IndexOf('"', i + 1);
                if (end < 0)
                    throw new FormatException($"A quote stays open in: {notation}");
                symbols.Add(notation[i..end]);
                i = end + 1;
            }
            else
            {
                int end = i;
                while (end < notation.Length && notation[end] != ' ' && !Brackets.Contains(notation[end]) && !IsEllipsis(notation, end))
                    end++;
                if (end == i)
                    end = i + 3;
                symbols.Add(notation[i..end]);
                i = end;
            }
        }
        return symbols;
    }

    /// <summary>Whether the symbol is a fixed word: quoted, or with capitals only.</summary>
    public static bool IsToken(string symbol) =>
        symbol[0] == '"' || (char.IsAsciiLetterUpper(symbol[0]) && !symbol.Any(char.IsAsciiLetterLower) && !symbol.Contains('/'));

    /// <summary>Whether the symbol names the group that it begins.</summary>
    public static bool IsLabel(string symbol) => symbol.Length > 1 && symbol[0] != '"' && symbol[^1] == ':';

    /// <summary>Whether the symbol stands for an argument's value; one in capitals tells its type to be taken for such.</summary>
    public static bool IsName(string symbol) =>
        (char.IsAsciiLetterLower(symbol[0]) && !IsLabel(symbol)) || (char.IsAsciiLetterUpper(symbol[0]) && symbol.Contains('/'));

    private static bool IsEllipsis(string notation, int at) => string.CompareOrdinal(notation, at, "...", 0, 3) == 0;
}
