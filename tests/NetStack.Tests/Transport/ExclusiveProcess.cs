using Xunit;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>Tests that count or limit what the whole process has open: they run alone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ExclusiveProcess
{
    public const string Name = "Exclusive use of the process";
}
