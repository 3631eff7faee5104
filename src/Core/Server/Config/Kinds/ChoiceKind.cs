namespace MtcpRedis.Server.Config.Kinds;

/// <summary>One of several words, in any case, kept as the word itself.</summary>
/// <param name="words">The words in lower case, in the order in which they are listed to the user.</param>
public sealed class ChoiceKind(params string[] words) : SingleValueKind<string>
{
    /// <inheritdoc/>
    public override string Expected => string.Join(" | ", words);

    /// <inheritdoc/>
    public override string Format(string value) => value;

    /// <inheritdoc/>
    protected override bool TryParse(string text, out string value, out string error)
    {
        value = text.ToLowerInvariant();
        error = words.Contains(value) ? "" : ConfigErrors.OneOf(words);
        return error.Length == 0;
    }
}
