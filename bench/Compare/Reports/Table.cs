using System.Globalization;
using System.Text;

namespace MtcpRedis.Compare.Reports;

/// <summary>Rows of text cells, written as a markdown table that is aligned for the terminal too.</summary>
internal sealed class Table(params string[] header)
{
    private readonly List<string[]> _rows = [];

    /// <summary>There are no rows.</summary>
    public bool IsEmpty => _rows.Count == 0;

    /// <summary>A figure with so many decimals, in the same way on every machine.</summary>
    public static string Number(double value, int decimals) => value.ToString("F" + decimals, CultureInfo.InvariantCulture);

    /// <summary>How a kept or broken limit is shown.</summary>
    public static string Verdict(bool passes) => passes ? "PASS" : "FAIL";

    /// <summary>Adds a row.</summary>
    /// <exception cref="ArgumentException">It has another number of cells than the header.</exception>
    public void Add(params string[] cells)
    {
        if (cells.Length != header.Length)
        {
            throw new ArgumentException($"{cells.Length} cells in a table of {header.Length} columns");
        }

        _rows.Add(cells);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var widths = header.Select((h, i) => Math.Max(3, _rows.Select(r => r[i].Length).Append(h.Length).Max())).ToArray();
        var text = new StringBuilder();
        AppendRow(header);
        AppendRow([.. widths.Select((w, i) => i == 0 ? new string('-', w) : new string('-', w - 1) + ":")]);
        _rows.ForEach(AppendRow);
        return text.ToString();

        void AppendRow(string[] cells) =>
            text.Append("| ").AppendJoin(" | ", cells.Select((c, i) => i == 0 ? c.PadRight(widths[i]) : c.PadLeft(widths[i]))).Append(" |\n");
    }
}
