using MtcpRedis.Bench.Load;
using Xunit;

namespace MtcpRedis.Bench.Tests;

public sealed class ShellCommandTests
{
    [Fact]
    public void Run_CommandThatPrints_GoesToTheGivenWriter()
    {
        using var output = new StringWriter();

        ShellCommand.Run("echo $((6 * 7)); echo done", output);

        Assert.Equal("42\ndone\n", output.ToString());
    }

    [Fact]
    public void Run_CommandThatFails_SaysWhichAndHow()
    {
        var error = Assert.Throws<LoadException>(() => ShellCommand.Run("exit 3", TextWriter.Null));

        Assert.Equal("'exit 3' ended with code 3", error.Message);
    }
}
