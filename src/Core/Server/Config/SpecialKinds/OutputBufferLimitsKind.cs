using System.Globalization;
using MtcpRedis.Server.Config.Kinds;
using MtcpRedis.Server.Config.Values;

namespace MtcpRedis.Server.Config.SpecialKinds;

/// <summary>Groups of class, hard limit, soft limit and soft seconds; classes that are not named keep their limits.</summary>
public sealed class OutputBufferLimitsKind : ValueKind<OutputBufferLimits>
{
    private const int GroupSize = 4;

    /// <inheritdoc/>
    public override string Expected => "normal|replica|pubsub, hard limit, soft limit, soft seconds";

    /// <inheritdoc/>
    public override bool TakesSeveral => true;

    /// <inheritdoc/>
    public override bool Accumulates => true;

    /// <inheritdoc/>
    public override bool TryParse(
        IReadOnlyList<string> arguments, OutputBufferLimits current, out OutputBufferLimits value, out string error)
    {
        value = current;
        error = "";
        if (arguments.Count % GroupSize != 0)
            error = "Wrong number of arguments in buffer limit configuration.";
        for (int i = 0; i < arguments.Count && error.Length == 0; i += GroupSize)
            error = SetClass(ref value, arguments[i], arguments[i + 1], arguments[i + 2], arguments[i + 3]);
        return error.Length == 0;
    }

    /// <inheritdoc/>
    public override string Format(OutputBufferLimits value) => string.Join(' ', Classes(value).Select(c =>
        string.Create(CultureInfo.InvariantCulture, $"{c.Name} {c.Limit.HardBytes} {c.Limit.SoftBytes} {c.Limit.SoftSeconds}")));

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> ToLines(OutputBufferLimits value) => Classes(value)
        .Select(c => (IReadOnlyList<string>)[
            c.Name,
            NumberText.FormatMemory((ulong)c.Limit.HardBytes),
            NumberText.FormatMemory((ulong)c.Limit.SoftBytes),
            NumberText.Format(c.Limit.SoftSeconds)])
        .ToList();

    private static (string Name, OutputBufferLimit Limit)[] Classes(OutputBufferLimits value) =>
        [("normal", value.Normal), ("slave", value.Replica), ("pubsub", value.PubSub)];

    private static string SetClass(ref OutputBufferLimits limits, string name, string hard, string soft, string seconds)
    {
        string lower = name.ToLowerInvariant();
        if (lower is not ("normal" or "slave" or "replica" or "pubsub"))
            return "Invalid client class specified in buffer limit configuration.";
        if (!NumberText.TryParseMemory(hard, out ulong hardBytes) || hardBytes > long.MaxValue
            || !NumberText.TryParseMemory(soft, out ulong softBytes) || softBytes > long.MaxValue
            || !int.TryParse(seconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int softSeconds) || softSeconds < 0)
        {
            return "Error in hard, soft or soft_seconds setting in buffer limit configuration.";
        }

        var limit = new OutputBufferLimit((long)hardBytes, (long)softBytes, softSeconds);
        limits = lower switch
        {
            "normal" => limits with { Normal = limit },
            "pubsub" => limits with { PubSub = limit },
            _ => limits with { Replica = limit },
        };
        return "";
    }
}
