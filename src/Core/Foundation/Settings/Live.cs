namespace MtcpRedis.Core.Settings;

/// <summary>
/// The current instance of an immutable settings snapshot, shared between the one who changes the configuration and its readers on
/// other threads. Reading is one ordinary load; a reader that needs several values together keeps <see cref="Value"/> in a local.
/// </summary>
/// <typeparam name="T">An immutable snapshot type.</typeparam>
/// <param name="initial">The snapshot in force at first.</param>
public sealed class Live<T>(T initial)
    where T : class
{
    private volatile T _value = initial;

    /// <summary>The snapshot in force now; never null.</summary>
    public T Value => _value;

    /// <summary>Puts a new snapshot in force; readers see either the old one or the new one, never a mixture.</summary>
    /// <param name="next">The snapshot to read from now on.</param>
    public void Publish(T next)
    {
        ArgumentNullException.ThrowIfNull(next);
        _value = next;
    }
}
