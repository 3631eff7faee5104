using MtcpRedis.Core.Commands.Arguments;
using MtcpRedis.Core.Resp;

namespace MtcpRedis.Server.Commands;

/// <summary>How COMMAND DOCS shows arguments.</summary>
internal static class CommandArgumentDocs
{
    /// <summary>An array with one map per argument.</summary>
    public static void Write(ReplyWriter reply, CommandArgument[] arguments)
    {
        reply.Array(arguments.Length);
        foreach (CommandArgument argument in arguments)
            Write(reply, argument);
    }

    /// <summary>The type's name.</summary>
    public static string TypeName(ArgumentType type) => type switch
    {
        ArgumentType.UnixTime => "unix-time",
        ArgumentType.PureToken => "pure-token",
        _ => type.ToString().ToLowerInvariant(),
    };

    private static void Write(ReplyWriter reply, CommandArgument argument)
    {
        int start = reply.Length;
        int pairs = 0;
        void Pair(string name, string value)
        {
            reply.Bulk(name);
            reply.Bulk(value);
            pairs++;
        }

        Pair("name", argument.Name);
        Pair("type", TypeName(argument.Type));
        if (argument.Type is not (ArgumentType.OneOf or ArgumentType.Block))
            Pair("display_text", argument.Display ?? argument.Name);
        if (argument.KeySpecIndex >= 0)
        {
            reply.Bulk("key_spec_index"u8);
            reply.Integer(argument.KeySpecIndex);
            pairs++;
        }
        if (argument.Token is not null)
            Pair("token", argument.Token.Length == 0 ? "\"\"" : argument.Token);
        if (argument.IsOptional || argument.IsMultiple)
        {
            reply.Bulk("flags"u8);
            WriteFlags(reply, argument);
            pairs++;
        }
        if (argument.Children.Length > 0)
        {
            reply.Bulk("arguments"u8);
            Write(reply, argument.Children);
            pairs++;
        }
        reply.InsertMap(start, pairs);
    }

    private static void WriteFlags(ReplyWriter reply, CommandArgument argument)
    {
        reply.Set((argument.IsOptional ? 1 : 0) + (argument.IsMultiple ? 1 : 0) + (argument.RepeatsToken ? 1 : 0));
        if (argument.IsOptional)
            reply.SimpleString("optional"u8);
        if (argument.IsMultiple)
            reply.SimpleString("multiple"u8);
        if (argument.RepeatsToken)
            reply.SimpleString("multiple_token"u8);
    }
}
