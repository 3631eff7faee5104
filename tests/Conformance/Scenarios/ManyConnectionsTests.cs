using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>The fault of the original: not all the data came back to many clients.</summary>
[Trait("Family", "scenarios")]
public class ManyConnectionsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task ThousandConnections_ValuesUpToAMebibyte_ReadBackByteForByte(int cores)
    {
        using var server = Subject.Start(cores);
        await ThousandClients.RunAsync(server);
    }
}
