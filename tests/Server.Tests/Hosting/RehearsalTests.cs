using MtcpRedis.Server.Commands;
using MtcpRedis.Server.Config.Values;
using MtcpRedis.Server.Diagnostics;
using MtcpRedis.Server.Hosting;
using Xunit;

namespace MtcpRedis.Server.Tests.Hosting;

public sealed class RehearsalTests
{
    [Fact]
    public void Rehearsal_OfAllCommands_GoesThroughWithoutAWord()
    {
        string file = Path.GetTempFileName();
        try
        {
            using (var log = new NodeLog(file, LogLevel.Debug))
                Assert.True(Rehearsal.Run(AllCommands.BuildTable(), log));
            Assert.Empty(File.ReadAllText(file));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
