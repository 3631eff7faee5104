using System.Globalization;
using MtcpRedis.Server.Config.Values;

namespace MtcpRedis.Server.Config.Kinds;

/// <summary>An amount of memory, or a percentage with a percent sign.</summary>
public sealed class MemoryOrPercentKind : SingleValueKind<MemoryOrPercent>
{
    /// <inheritdoc/>
    public override string Expected => "memory, like 100mb, or a share, like 5%";

    /// <inheritdoc/>
    public override string Format(MemoryOrPercent value) =>
        value.Percent == 0 ? NumberText.Format(value.Bytes) : string.Create(CultureInfo.InvariantCulture, $"{value.Percent}%");

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> ToLines(MemoryOrPercent value) =>
        [[value.Percent == 0 ? NumberText.FormatMemory((ulong)value.Bytes) : Format(value)]];

    /// <inheritdoc/>
    protected override bool TryParse(string text, out MemoryOrPercent value, out string error)
    {
        value = default;
        error = "";
        if (text.EndsWith('%') && long.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out long percent))
        {
            if (percent > 100)
                error = "percentage argument must be less or equal to 100";
            else
                value = new MemoryOrPercent(0, (int)percent);
        }
        else if (NumberText.TryParseMemory(text, out ulong bytes) && bytes <= long.MaxValue)
        {
            value = new MemoryOrPercent((long)bytes, 0);
        }
        else
        {
            error = "argument must be a memory or percent value";
        }

        return error.Length == 0;
    }
}
