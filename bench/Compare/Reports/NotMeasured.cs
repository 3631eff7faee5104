namespace MtcpRedis.Compare.Reports;

/// <summary>Collects the cells that could not be measured, with the reason: one that fails does not end the comparison, but it counts as not kept.</summary>
internal sealed class NotMeasured(Progress progress)
{
    private readonly List<(string Cell, string Reason)> _cells = [];

    /// <summary>How many there are.</summary>
    public int Count => _cells.Count;

    /// <summary>Measures a cell, or notes why that is impossible.</summary>
    /// <returns>The result, or null.</returns>
    public T? Try<T>(string cell, Func<T> measure)
        where T : class
    {
        try
        {
            return measure();
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or System.Net.Sockets.SocketException)
        {
            var reason = e.Message.ReplaceLineEndings(" ").Trim();
            _cells.Add((cell, reason.Length > 300 ? reason[..300] + "..." : reason));
            progress.Done($"{cell}: not measured: {_cells[^1].Reason}");
            return null;
        }
    }

    /// <summary>The list as a table.</summary>
    public Table Table()
    {
        var table = new Table("cell", "reason");
        _cells.ForEach(c => table.Add(c.Cell, c.Reason.Replace("|", "\\|", StringComparison.Ordinal)));
        return table;
    }
}
