using System.Text;
using MtcpRedis.Core.Commands.Arguments;

namespace MtcpRedis.Architecture.Facts;

/// <summary>Writes an argument tree as the facts file does.</summary>
internal static class ArgumentText
{
    public static string Of(CommandArgument argument)
    {
        var text = new StringBuilder(argument.Name);
        if (argument.Display is not null)
            text.Append('~').Append(argument.Display);
        text.Append(':').Append(TypeName(argument.Type));
        if (argument.Token is not null)
            text.Append('=').Append(argument.Token.Length == 0 ? "\"\"" : argument.Token);
        if (argument.KeySpecIndex >= 0)
            text.Append('@').Append(argument.KeySpecIndex);
        if (argument.IsOptional)
            text.Append('?');
        if (argument.IsMultiple)
            text.Append('+');
        if (argument.RepeatsToken)
            text.Append('*');
        if (argument.Children.Length > 0)
            text.Append('(').AppendJoin(' ', argument.Children.Select(Of)).Append(')');
        return text.ToString();
    }

    private static string TypeName(ArgumentType type) => Server.Commands.CommandArgumentDocs.TypeName(type);
}
