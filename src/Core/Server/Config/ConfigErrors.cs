namespace MtcpRedis.Server.Config;

/// <summary>Texts of errors that more than one place gives, in Redis' words.</summary>
internal static class ConfigErrors
{
    public const string WrongNumberOfArguments = "wrong number of arguments";
    public const string BadDirective = "Bad directive or wrong number of arguments";
    public const string UnbalancedQuotes = "Unbalanced quotes in configuration line";

    public static string OutOfBounds(string min, string max) => $"argument must be between {min} and {max} inclusive";

    public static string OneOf(IEnumerable<string> names) => $"argument(s) must be one of the following: {string.Join(", ", names)}";

    /// <summary>A range for people; the limits of 64 and 32 bits are left out as they say nothing.</summary>
    public static string Range(long min, long max) => (min, max) switch
    {
        (int.MinValue, int.MaxValue) => "an integer",
        (_, int.MaxValue or long.MaxValue or uint.MaxValue) => $"an integer, {min} or more",
        _ => $"{min} to {max}",
    };
}
