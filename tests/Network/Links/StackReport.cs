using System.Globalization;
using MtcpRedis.TestKit;

namespace MtcpRedis.Network.Links;

/// <summary>INFO netstack, taken apart: lines such as <c>queue_0_packets:pool=16383,available=16000</c>.</summary>
public sealed class StackReport
{
    private readonly Dictionary<string, string> _lines;

    /// <summary>Asks the node.</summary>
    public StackReport(RespClient client)
    {
        Text = client.Must("INFO", "netstack").Text;
        _lines = Text.Split("\r\n")
            .Where(line => line.Contains(':', StringComparison.Ordinal))
            .Select(line => line.Split(':', 2))
            .ToDictionary(pair => pair[0], pair => pair[1]);
    }

    public string Text { get; }

    /// <summary>A number of one queue; 0 where the line does not have it.</summary>
    public long Of(int queue, string line, string name) => _lines[$"queue_{queue}_{line}"]
        .Split(',')
        .Select(field => field.Split('='))
        .Where(field => field[0] == name)
        .Select(field => long.Parse(field[1], CultureInfo.InvariantCulture))
        .FirstOrDefault();

    /// <summary>The same of all queues together.</summary>
    public long Sum(string line, string name) =>
        Enumerable.Range(0, int.Parse(_lines["netstack_queues"], CultureInfo.InvariantCulture)).Sum(queue => Of(queue, line, name));
}
