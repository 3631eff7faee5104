using Xunit;

namespace MtcpRedis.Network.Support;

/// <summary>A test across network namespaces; skipped, with the reason, where the machine lacks what it needs.</summary>
public sealed class NetworkFactAttribute : FactAttribute
{
    public NetworkFactAttribute() => Skip = Requirements.Missing;
}
