namespace MtcpRedis.Server.Config.Kinds;

/// <summary>
/// How the value of a directive is read and written: its syntax, its bounds and its canonical form. Configuration text holds one byte
/// per character (<see cref="ConfigText"/>), so that any byte a client or a file gives survives.
/// </summary>
/// <typeparam name="T">The type of a parsed value; immutable.</typeparam>
public abstract class ValueKind<T>
    where T : notnull
{
    /// <summary>What a value looks like, for people: <c>yes | no</c>, <c>0 to 65535</c>.</summary>
    public abstract string Expected { get; }

    /// <summary>Whether a value consists of several arguments, so that one argument with spaces is split at them.</summary>
    public virtual bool TakesSeveral => false;

    /// <summary>Whether repeated lines of a file add up instead of replacing each other.</summary>
    public virtual bool Accumulates => false;

    /// <summary>The value that the first assignment of a start, and every CONFIG SET, builds on.</summary>
    /// <param name="value">The default at start, the current value for CONFIG SET.</param>
    public virtual T Restart(T value) => value;

    /// <summary>Reads a value.</summary>
    /// <param name="arguments">The arguments after the directive's name.</param>
    /// <param name="current">The value to build on, for kinds that change it in part.</param>
    /// <param name="value">The value read, when the result is true.</param>
    /// <param name="error">What was expected, in Redis' words where Redis has them, when the result is false.</param>
    public abstract bool TryParse(IReadOnlyList<string> arguments, T current, out T value, out string error);

    /// <summary>The canonical form that CONFIG GET shows.</summary>
    /// <param name="value">The value to write.</param>
    public abstract string Format(T value);

    /// <summary>
    /// The assignments that give this value when a file is read: the arguments of each line. More than one line only for kinds that
    /// accumulate.
    /// </summary>
    /// <param name="value">The value to write.</param>
    public virtual IReadOnlyList<IReadOnlyList<string>> ToLines(T value) => [[Format(value)]];
}
