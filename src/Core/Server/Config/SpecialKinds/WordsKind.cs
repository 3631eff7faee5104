using MtcpRedis.Server.Config.Kinds;

namespace MtcpRedis.Server.Config.SpecialKinds;

/// <summary>Any number of words; an empty string alone stands for none.</summary>
/// <param name="expected">What the words are, for people.</param>
public sealed class WordsKind(string expected) : ValueKind<IReadOnlyList<string>>
{
    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override bool TakesSeveral => true;

    /// <inheritdoc/>
    public override bool TryParse(
        IReadOnlyList<string> arguments, IReadOnlyList<string> current, out IReadOnlyList<string> value, out string error)
    {
        value = arguments is [""] ? [] : arguments.ToList();
        error = "";
        return true;
    }

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<string> value) => string.Join(' ', value);

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> ToLines(IReadOnlyList<string> value) => [value.Count == 0 ? [""] : value];
}
