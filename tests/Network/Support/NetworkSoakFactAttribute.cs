using Xunit;

namespace MtcpRedis.Network.Support;

/// <summary>As <see cref="NetworkFactAttribute"/>, but only when a long run was asked for (environment variable MTCP_SOAK=1).</summary>
public sealed class NetworkSoakFactAttribute : FactAttribute
{
    public NetworkSoakFactAttribute() =>
        Skip = Environment.GetEnvironmentVariable("MTCP_SOAK") == "1" ? Requirements.Missing : "a long run: make soak";
}
