using System.Reflection;
using Xunit.Sdk;

namespace MtcpRedis.Network.Support;

/// <summary>Runs a theory over a link; the row is skipped, with the reason, where the machine lacks what that link needs.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OverAttribute : DataAttribute
{
    private readonly object[] _row;

    /// <param name="kind">First argument of the test.</param>
    /// <param name="more">Its further arguments.</param>
    public OverAttribute(LinkKind kind, params object[] more)
    {
        _row = [kind, .. more];
        Skip = Requirements.MissingFor(kind);
    }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [_row];
}
