using MtcpRedis.Core.Commands;
using MtcpRedis.Server.Commands;

namespace MtcpRedis.Architecture.Facts;

/// <summary>Writes a declared key specification as the facts file does.</summary>
internal static class KeySpecText
{
    public static string Of(KeySpec keys)
    {
        string flags = string.Join(',', CommandDescription.KeyFlagNames(keys.Flags).Select(name => name.ToLowerInvariant()).Order(StringComparer.Ordinal));
        string begin = keys.Begin switch
        {
            KeySpec.BeginKind.Index => $"index:{keys.Position}",
            KeySpec.BeginKind.Keyword => $"keyword:{keys.Keyword}:{keys.StartFrom}",
            _ => "unknown",
        };
        string find = keys.Find switch
        {
            KeySpec.FindKind.Range => $"range:{keys.LastKey}:{keys.Step}:{keys.Limit}",
            KeySpec.FindKind.KeyNum => $"keynum:{keys.KeyNumIndex}:{keys.FirstKey}:{keys.Step}",
            _ => "unknown",
        };
        return $"{flags} {begin} {find}";
    }
}
