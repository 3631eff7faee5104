using System.Text;
using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Server.Config.Directives;

namespace MtcpRedis.Server.Commands;

/// <summary>Arguments that are passwords or names of users, which neither MONITOR nor SLOWLOG may show.</summary>
internal static class SecretArguments
{
    /// <summary>What is shown instead.</summary>
    public static ReadOnlySpan<byte> Replacement => "(redacted)"u8;

    /// <summary>Whether argument <paramref name="index"/> of a call must not be shown.</summary>
    /// <param name="command">The command.</param>
    /// <param name="args">The call, the command's name first.</param>
    /// <param name="index">Position of the argument.</param>
    public static bool Contains(CommandSpec command, ReadOnlySpan<ArgSlice> args, int index) => command.FullName switch
    {
        "auth" => index > 0,
        "hello" => index > 2 && (IsAuthWord(args, index - 1) || (index > 3 && IsAuthWord(args, index - 2))),
        "config|set" => index > 2 && index % 2 == 1 && IsSensitive(args[index - 1].Span),
        _ => false,
    };

    private static bool IsAuthWord(ReadOnlySpan<ArgSlice> args, int index) => Ascii.EqualsIgnoreCase(args[index].Span, "AUTH"u8);

    private static bool IsSensitive(ReadOnlySpan<byte> directive) =>
        DirectiveTable.Find(Encoding.Latin1.GetString(directive)) is { } found && found.Is(DirectiveFlags.Sensitive);
}
