namespace MtcpRedis.Core.Commands.Arguments;

/// <summary>Parses one usage line by recursive descent; see <see cref="CommandArguments"/> for the notation.</summary>
internal sealed class ArgumentParser
{
    private readonly string _notation;
    private readonly List<string> _symbols;
    private int _next;

    public ArgumentParser(string notation)
    {
        _notation = notation;
        _symbols = ArgumentLexer.Split(notation);
    }

    private string? Current => _next < _symbols.Count ? _symbols[_next] : null;

    public CommandArgument[] ParseAll()
    {
        List<CommandArgument> arguments = ParseSequence(out _);
        if (Current is not null)
            throw Wrong($"'{Current}' stands alone");
        return [.. arguments];
    }

    /// <summary>Arguments one after the other, up to a bar, a closing bracket or the end.</summary>
    /// <param name="ownToken">Whether the first one's token belongs to it alone and not to the sequence as a block.</param>
    private List<CommandArgument> ParseSequence(out bool ownToken)
    {
        var items = new List<CommandArgument>();
        ownToken = Current is not null && !ArgumentLexer.IsToken(Current);
        while (Current is { } symbol and not ("]" or ">" or "|"))
        {
            _next++;
            if (symbol == "[")
            {
                CommandArgument group = ParseGroup("]", null, out List<CommandArgument> content);
                if (!TryFold(items, content))
                    items.Add(group with { IsOptional = true });
            }
            else if (symbol == "...")
            {
                if (items.Count == 0)
                    throw Wrong("'...' has nothing to repeat");
                items[^1] = items[^1] with { IsMultiple = true };
            }
            else
            {
                items.Add(ParseItem(symbol));
            }
        }
        return items;
    }

    private CommandArgument ParseItem(string symbol)
    {
        if (symbol == "<")
            return ParseGroup(">", null, out _);
        if (ArgumentLexer.IsName(symbol))
            return Value(symbol, null);
        if (!ArgumentLexer.IsToken(symbol))
            throw Wrong($"'{symbol}' is neither a name nor a word in capitals");
        string token = symbol.TrimStart('"');
        if (Current is { } next && ArgumentLexer.IsName(next))
        {
            _next++;
            return Value(next, token);
        }
        if (Current == "<")
        {
            _next++;
            return ParseGroup(">", token, out _);
        }
        return new CommandArgument { Name = token.ToLowerInvariant(), Type = ArgumentType.PureToken, Token = token };
    }

    /// <summary>What stands in brackets, the closing one included.</summary>
    /// <param name="close">The closing bracket.</param>
    /// <param name="token">The word in front of the group.</param>
    /// <param name="content">The arguments in it, when it has no alternatives and no label.</param>
    private CommandArgument ParseGroup(string close, string? token, out List<CommandArgument> content)
    {
        string? label = null;
        if (Current is { } first && ArgumentLexer.IsLabel(first))
        {
            label = first[..^1];
            _next++;
        }
        var alternatives = new List<CommandArgument>();
        content = ParseSequence(out bool ownToken);
        bool single = Current != "|";
        alternatives.Add(Combine(content, single ? label : null, single ? token : null, ownToken));
        while (Current == "|")
        {
            _next++;
            List<CommandArgument> sequence = ParseSequence(out ownToken);
            alternatives.Add(Combine(sequence, null, null, ownToken));
        }
        if (Current != close)
            throw Wrong($"'{close}' is missing");
        _next++;
        if (single)
        {
            if (label is not null)
                content = [];
            return alternatives[0];
        }
        content = [];
        CommandArgument[] children = [.. alternatives];
        return new CommandArgument
        {
            Name = label ?? ArgumentNames.OfChoice(children, token),
            Type = ArgumentType.OneOf,
            Token = token,
            Children = children,
        };
    }

    /// <summary>One argument stays itself, several become a block.</summary>
    private CommandArgument Combine(List<CommandArgument> items, string? label, string? token, bool ownToken)
    {
        if (items.Count == 0)
            throw Wrong("a group is empty");
        if (items.Count == 1)
            return items[0] with { Name = label ?? items[0].Name, Token = token ?? items[0].Token };
        CommandArgument[] parts = [.. items];
        if (token is null && !ownToken && parts[0].Type != ArgumentType.PureToken && !parts[0].RepeatsToken)
        {
            token = parts[0].Token;
            parts[0] = parts[0] with { Token = null };
        }
        return new CommandArgument { Name = label ?? ArgumentNames.OfBlock(token), Type = ArgumentType.Block, Token = token, Children = parts };
    }

    /// <summary>Understands <c>x [x ...]</c>: what stands in brackets repeats the arguments in front of them.</summary>
    private static bool TryFold(List<CommandArgument> items, List<CommandArgument> repeated)
    {
        int start = items.Count - repeated.Count;
        if (repeated.Count == 0 || start < 0 || !repeated[^1].IsMultiple)
            return false;
        for (int i = 0; i < repeated.Count; i++)
        {
            if (!IsSame(items[start + i], repeated[i], ignoreToken: i == 0 && repeated[0].Token is null))
                return false;
        }
        if (repeated.Count == 1)
        {
            items[start] = items[start] with { IsMultiple = true, RepeatsToken = repeated[0].Token is not null };
            return true;
        }
        CommandArgument[] parts = [.. items[start..]];
        string? token = parts[0].Type == ArgumentType.PureToken ? null : repeated[0].Token;
        if (token is not null)
            parts[0] = parts[0] with { Token = null };
        items.RemoveRange(start, repeated.Count);
        items.Add(new CommandArgument
        {
            Name = ArgumentNames.OfBlock(token),
            Type = ArgumentType.Block,
            Token = token,
            IsMultiple = true,
            RepeatsToken = token is not null,
            Children = parts,
        });
        return true;
    }

    private static bool IsSame(CommandArgument a, CommandArgument b, bool ignoreToken) =>
        a.Name == b.Name && a.Type == b.Type && (ignoreToken || a.Token == b.Token) && a.Children.Length == b.Children.Length
        && a.Children.Zip(b.Children).All(pair => IsSame(pair.First, pair.Second, ignoreToken: false));

    /// <summary><c>name[~display][/type][@specification]</c>.</summary>
    private static CommandArgument Value(string text, string? token)
    {
        int keySpec = -1;
        string? display = null;
        if (text.IndexOf('@') is > 0 and var at)
        {
            keySpec = int.Parse(text.AsSpan(at + 1));
            text = text[..at];
        }
        ArgumentType? type = null;
        if (text.IndexOf('/') is > 0 and var slash)
        {
            type = ArgumentNames.ParseType(text[(slash + 1)..]);
            text = text[..slash];
        }
        if (text.IndexOf('~') is > 0 and var tilde)
        {
            display = text[(tilde + 1)..];
            text = text[..tilde];
        }
        return new CommandArgument
        {
            Name = text,
            Type = type ?? ArgumentNames.TypeOf(text),
            Token = token,
            Display = display,
            KeySpecIndex = keySpec,
        };
    }

    private FormatException Wrong(string what) => new($"{what} in: {_notation}");
}
