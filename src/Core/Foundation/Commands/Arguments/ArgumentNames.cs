namespace MtcpRedis.Core.Commands.Arguments;

/// <summary>What the names of arguments tell of their types, and how groups without a label are called.</summary>
internal static class ArgumentNames
{
    private static readonly Dictionary<string, ArgumentType> s_types = Build(
        (ArgumentType.Key,
            "key key1 key2 newkey source destination destkey sourcekey src dst storekey storedistkey"),
        (ArgumentType.Integer,
            "bit bits client-id count cursor db decrement destination-db frequency increment index index1 index2 len limit milliseconds ms"
            + " min-match-len num-matches numkeys numlocal numreplicas offset port protover rank seconds start stop end ttl version weight"),
        (ArgumentType.Double, "height latitude longitude radius score timeout width"),
        (ArgumentType.Pattern, "pattern by-pattern get-pattern"),
        (ArgumentType.UnixTime, "unix-time-milliseconds unix-time-seconds"));

    /// <summary>The first alternative tells what the choice is about.</summary>
    private static readonly Dictionary<string, string> s_choices = new()
    {
        ["nx"] = "condition",
        ["gt"] = "comparison",
        ["seconds"] = "expiration",
        ["asc"] = "order",
        ["left"] = "where",
        ["m"] = "unit",
        ["byte"] = "unit",
        ["async"] = "flush-type",
        ["min"] = "where",
        ["before"] = "where",
    };

    /// <summary>The type that an argument of this name has unless the notation says otherwise.</summary>
    public static ArgumentType TypeOf(string name) => s_types.GetValueOrDefault(name, ArgumentType.String);

    /// <summary>Name of a choice without a label.</summary>
    public static string OfChoice(CommandArgument[] alternatives, string? token) =>
        token?.ToLowerInvariant() ?? s_choices.GetValueOrDefault(alternatives[0].Name, alternatives[0].Name);

    /// <summary>Name of a block without a label.</summary>
    public static string OfBlock(string? token) => token?.ToLowerInvariant() ?? "data";

    /// <summary>The type called <paramref name="name"/> in the notation.</summary>
    public static ArgumentType ParseType(string name) => name switch
    {
        "string" => ArgumentType.String,
        "integer" => ArgumentType.Integer,
        "double" => ArgumentType.Double,
        "key" => ArgumentType.Key,
        "pattern" => ArgumentType.Pattern,
        "unix-time" => ArgumentType.UnixTime,
        _ => throw new FormatException($"No argument is of type '{name}'."),
    };

    private static Dictionary<string, ArgumentType> Build(params (ArgumentType Type, string Names)[] lists) =>
        lists.SelectMany(list => list.Names.Split(' ').Select(name => (name, list.Type))).ToDictionary();
}
