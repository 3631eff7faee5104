using MtcpRedis.Compare.Reports;
using Xunit;

namespace MtcpRedis.Bench.Tests.Compare;

public sealed class ReportTests
{
    [Fact]
    public void Table_IsAlignedMarkdown()
    {
        var table = new Table("command", "ratio");
        table.Add("GET", "0.40");
        table.Add("LRANGE_600", "10.00");

        Assert.Equal(
            """
            | command    | ratio |
            | ---------- | ----: |
            | GET        |  0.40 |
            | LRANGE_600 | 10.00 |

            """,
            table.ToString());
        Assert.Throws<ArgumentException>(() => table.Add("too", "many", "cells"));
    }

    [Fact]
    public void PutInto_ReplacesOnlyWhatIsBetweenTheMarkers()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "before\n<!-- make bench: begin -->\nold\n<!-- make bench: end -->\nafter\n");
            var report = new Report();
            report.Add("new");
            report.PutInto(file);
            report.PutInto(file);

            Assert.Equal("before\n<!-- make bench: begin -->\n\nnew\n\n<!-- make bench: end -->\nafter\n", File.ReadAllText(file));
            File.WriteAllText(file, "no markers");
            Assert.Throws<InvalidOperationException>(() => report.PutInto(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
