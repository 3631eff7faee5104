namespace MtcpRedis.Server.Config.Kinds;

/// <summary>A value that is written as exactly one argument.</summary>
/// <typeparam name="T">The type of a parsed value.</typeparam>
public abstract class SingleValueKind<T> : ValueKind<T>
    where T : notnull
{
    /// <inheritdoc/>
    public sealed override bool TryParse(IReadOnlyList<string> arguments, T current, out T value, out string error)
    {
        if (arguments.Count == 1)
            return TryParse(arguments[0], out value, out error);
        value = current;
        error = ConfigErrors.WrongNumberOfArguments;
        return false;
    }

    /// <summary>Reads a value from its one argument.</summary>
    /// <param name="text">The argument.</param>
    /// <param name="value">The value read, when the result is true.</param>
    /// <param name="error">What was expected, when the result is false.</param>
    protected abstract bool TryParse(string text, out T value, out string error);
}
