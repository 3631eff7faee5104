using System.Text;

namespace MtcpRedis.Compare.Reports;

/// <summary>The markdown of a comparison.</summary>
internal sealed class Report
{
    private const string Begin = "<!-- make bench: begin -->";
    private const string End = "<!-- make bench: end -->";

    private readonly StringBuilder _text = new();

    /// <summary>Adds the conditions or other text.</summary>
    public void Add(string text) => _text.Append(text).Append('\n');

    /// <summary>Adds a table under a heading, unless it is empty.</summary>
    public void Add(string heading, Table table)
    {
        if (!table.IsEmpty)
        {
            _text.Append("### ").Append(heading).Append("\n\n").Append(table).Append('\n');
        }
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString().TrimEnd() + "\n";

    /// <summary>Writes the text to a file of its own.</summary>
    public void WriteTo(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        File.WriteAllText(file, ToString());
    }

    /// <summary>Puts the text between the markers of a document, in place of what was there.</summary>
    /// <exception cref="InvalidOperationException">The document has no such markers.</exception>
    public void PutInto(string document)
    {
        var text = File.ReadAllText(document);
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
        {
            throw new InvalidOperationException($"{document} has no lines '{Begin}' and '{End}' to put the results between");
        }

        File.WriteAllText(document, $"{text[..(begin + Begin.Length)]}\n\n{this}\n{text[end..]}");
    }
}
