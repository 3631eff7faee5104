using System.Runtime.CompilerServices;
using Xunit;

namespace MtcpRedis.Core.Tests.Text;

/// <summary>Expectations recorded from redis-server 7.0.15, one case per line, fields separated by a bar.</summary>
internal static class OracleFile
{
    internal static IEnumerable<string[]> Read(string name, [CallerFilePath] string here = "")
    {
        var lines = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "Data", name));
        Assert.True(lines.Length >= 400);
        return lines.Select(line => line.Split('|'));
    }
}
