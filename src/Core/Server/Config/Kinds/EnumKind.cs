namespace MtcpRedis.Server.Config.Kinds;

/// <summary>One of several names, in any case.</summary>
/// <typeparam name="T">The enumeration that the names stand for.</typeparam>
/// <param name="names">The names in the order in which they are listed to the user.</param>
public sealed class EnumKind<T>(params (string Name, T Value)[] names) : SingleValueKind<T>
    where T : struct, Enum
{
    /// <inheritdoc/>
    public override string Expected => string.Join(" | ", names.Select(n => n.Name));

    /// <inheritdoc/>
    public override string Format(T value) => names.First(n => n.Value.Equals(value)).Name;

    /// <inheritdoc/>
    protected override bool TryParse(string text, out T value, out string error)
    {
        foreach ((string name, T candidate) in names)
        {
            if (!text.Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            value = candidate;
            error = "";
            return true;
        }

        value = default;
        error = ConfigErrors.OneOf(names.Select(n => n.Name));
        return false;
    }
}
