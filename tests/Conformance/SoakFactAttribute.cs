using Xunit;

namespace MtcpRedis.Conformance;

/// <summary>A test that runs only when a long run was asked for (environment variable MTCP_SOAK=1).</summary>
public sealed class SoakFactAttribute : FactAttribute
{
    public SoakFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("MTCP_SOAK") != "1")
        {
            Skip = "a long run: make soak";
        }
    }
}
