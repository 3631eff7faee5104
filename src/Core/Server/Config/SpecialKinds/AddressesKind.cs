using MtcpRedis.Server.Config.Kinds;

namespace MtcpRedis.Server.Config.SpecialKinds;

/// <summary>Local addresses to listen on, at most 16; one after a minus sign may be missing on this machine.</summary>
public sealed class AddressesKind : ValueKind<IReadOnlyList<string>>
{
    private const int Max = 16;

    /// <inheritdoc/>
    public override string Expected => "up to 16 addresses, a minus sign before those that may be missing";

    /// <inheritdoc/>
    public override bool TakesSeveral => true;

    /// <inheritdoc/>
    public override bool TryParse(
        IReadOnlyList<string> arguments, IReadOnlyList<string> current, out IReadOnlyList<string> value, out string error)
    {
        value = arguments is [""] ? [] : arguments.ToList();
        error = "";
        if (value.Count > Max)
            error = "Too many bind addresses specified.";
        else if (value.Any(a => a.TrimStart('-').Length == 0))
            error = "Failed to bind to specified addresses.";
        return error.Length == 0;
    }

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> value) => string.Join(' ', value);

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> ToLines(IReadOnlyList<string> value) => [value.Count == 0 ? [""] : value];
}
