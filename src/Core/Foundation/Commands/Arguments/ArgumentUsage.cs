using System.Text;

namespace MtcpRedis.Core.Commands.Arguments;

/// <summary>Writes an argument tree as the usage line that people read.</summary>
public static class ArgumentUsage
{
    /// <summary>The line, without the command's name: <c>key value [NX | XX]</c>.</summary>
    public static string Of(CommandArgument[] arguments)
    {
        var line = new StringBuilder();
        foreach (CommandArgument argument in arguments)
        {
            if (line.Length > 0)
                line.Append(' ');
            line.Append(Of(argument));
        }
        return line.ToString();
    }

    private static string Of(CommandArgument argument)
    {
        string value = Value(argument);
        string token = argument.Type == ArgumentType.PureToken || argument.Token is null ? "" : Word(argument.Token) + " ";
        string text = token + value;
        if (argument.IsMultiple)
            text += argument.RepeatsToken ? $" [{text} ...]" : $" [{value} ...]";
        return argument.IsOptional ? $"[{Bare(text, argument)}]" : text;
    }

    private static string Value(CommandArgument argument) => argument.Type switch
    {
        ArgumentType.PureToken => Word(argument.Token!),
        ArgumentType.OneOf => "<" + string.Join(" | ", argument.Children.Select(Of)) + ">",
        ArgumentType.Block => Of(argument.Children),
        _ => argument.Display ?? argument.Name,
    };

    /// <summary>A choice that may be left out needs no second pair of brackets.</summary>
    private static string Bare(string text, CommandArgument argument) =>
        argument is { Type: ArgumentType.OneOf, Token: null, IsMultiple: false } ? text[1..^1] : text;

    private static string Word(string token) => token.Length == 0 ? "\"\"" : token.ToUpperInvariant();
}
