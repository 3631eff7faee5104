using System.Globalization;
using MtcpRedis.Server.Config.Kinds;
using MtcpRedis.Server.Config.Values;

namespace MtcpRedis.Server.Config.SpecialKinds;

/// <summary>Host and port of a master, or <c>no one</c>.</summary>
public sealed class MasterAddressKind : ValueKind<MasterAddress>
{
    /// <inheritdoc/>
    public override string Expected => "host and port, or no one";

    /// <inheritdoc/>
    public override bool TakesSeveral => true;

    /// <inheritdoc/>
    public override bool TryParse(IReadOnlyList<string> arguments, MasterAddress current, out MasterAddress value, out string error)
    {
        value = MasterAddress.None;
        error = "";
        if (arguments.Count != 2)
            error = ConfigErrors.WrongNumberOfArguments;
        else if (IsNoOne(arguments))
            value = MasterAddress.None;
        else if (!int.TryParse(arguments[1], NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port > ushort.MaxValue)
            error = "Invalid master port";
        else
            value = new MasterAddress(arguments[0], port);
        return error.Length == 0;
    }

    /// <inheritdoc/>
    public override string Format(MasterAddress value) =>
        value == MasterAddress.None ? "" : string.Create(CultureInfo.InvariantCulture, $"{value.Host} {value.Port}");

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> ToLines(MasterAddress value) =>
        [value == MasterAddress.None ? ["no", "one"] : [value.Host, NumberText.Format(value.Port)]];

    private static bool IsNoOne(IReadOnlyList<string> arguments) =>
        arguments[0].Equals("no", StringComparison.OrdinalIgnoreCase) && arguments[1].Equals("one", StringComparison.OrdinalIgnoreCase);
}
