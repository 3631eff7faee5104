namespace MtcpRedis.Core.Text;

/// <summary>Splits and writes lines of arguments by the quoting rules of <see cref="ArgumentSplitter"/>, where speed does not matter.</summary>
public static class SplitArguments
{
    /// <summary>Splits a line into its arguments.</summary>
    /// <param name="line">The line, without its line break; not changed.</param>
    /// <param name="arguments">The arguments, none for a blank line; empty when the result is false.</param>
    /// <returns>False if quotes are unbalanced.</returns>
    public static bool TrySplit(ReadOnlySpan<byte> line, out List<byte[]> arguments)
    {
        arguments = [];
        var splitter = new ArgumentSplitter(line.ToArray());
        while (splitter.MoveNext())
            arguments.Add(splitter.Current.ToArray());
        if (!splitter.IsUnbalanced)
            return true;
        arguments = [];
        return false;
    }

    /// <summary>
    /// Appends <paramref name="argument"/> in double quotes, with every byte that is not printable ASCII escaped, so that splitting the
    /// result gives it back.
    /// </summary>
    /// <param name="argument">The bytes to write.</param>
    /// <param name="output">Where to append; receives ASCII only.</param>
    public static void AppendQuoted(ReadOnlySpan<byte> argument, System.Text.StringBuilder output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Append('"');
        foreach (byte b in argument)
        {
            _ = b switch
            {
                (byte)'\\' or (byte)'"' => output.Append('\\').Append((char)b),
                (byte)'\n' => output.Append("\\n"),
                (byte)'\r' => output.Append("\\r"),
                (byte)'\t' => output.Append("\\t"),
                (byte)'\b' => output.Append("\\b"),
                7 => output.Append("\\a"),
                >= 0x20 and < 0x7f => output.Append((char)b),
                _ => output.Append("\\x").Append(b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)),
            };
        }

        output.Append('"');
    }
}
