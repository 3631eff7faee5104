namespace MtcpRedis.Core.Commands.Arguments;

/// <summary>Makes the argument tree that COMMAND DOCS shows from a usage line.</summary>
/// <remarks>
/// <para>
/// The notation is the one of Redis' manual pages: <c>[x]</c> may be left out, <c>a | b</c> are alternatives (in <c>[ ]</c> or, where one
/// has to be given, in <c>&lt; &gt;</c>), <c>x [x ...]</c> or <c>x...</c> may be repeated, capitals are words to be typed, and a word in
/// front of a name belongs to it: <c>key value [NX | XX] [EX seconds | PX milliseconds]</c>.
/// </para>
/// <para>
/// What the manual cannot express is added where names do not tell it: a group begins with its label (<c>[sorting: ALPHA]</c>), a name is
/// followed by <c>/type</c>, by <c>~text</c> that usage lines show, by <c>@n</c> for a key specification other than the next one, and a
/// word not in capitals is quoted. A group that begins with a word and has more than one argument is a block with that word as its token
/// (<c>[LIMIT offset count]</c>); <c>&lt;COUNT count&gt;</c> in front of others keeps the word to itself.
/// </para>
/// </remarks>
public static class CommandArguments
{
    /// <summary>Parses a usage line.</summary>
    /// <param name="notation">Everything behind the command's name; empty: no arguments.</param>
    /// <param name="keySpecifications">Number of key specifications of the command.</param>
    /// <exception cref="FormatException">The notation is wrong.</exception>
    public static CommandArgument[] Parse(string notation, int keySpecifications)
    {
        CommandArgument[] arguments = new ArgumentParser(notation).ParseAll();
        int next = 0;
        return NumberKeys(arguments, keySpecifications, ref next);
    }

    /// <summary>Each key belongs to the next specification; those that are left over to the last one.</summary>
    private static CommandArgument[] NumberKeys(CommandArgument[] arguments, int specifications, ref int next)
    {
        var numbered = new CommandArgument[arguments.Length];
        for (int i = 0; i < arguments.Length; i++)
        {
            CommandArgument argument = arguments[i];
            if (argument.Children.Length > 0)
                argument = argument with { Children = NumberKeys(argument.Children, specifications, ref next) };
            else if (argument is { Type: ArgumentType.Key, KeySpecIndex: < 0 } && specifications > 0)
                argument = argument with { KeySpecIndex = Math.Min(next++, specifications - 1) };
            numbered[i] = argument;
        }
        return numbered;
    }
}
