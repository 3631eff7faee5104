namespace MtcpRedis.Conformance.Replies;

/// <summary>
/// How the replies of two servers to one command are compared. Errors are always compared word for word; a rule decides about the rest.
/// </summary>
/// <param name="name">The name shown in reports.</param>
/// <param name="compare">Gives null for equal replies, or the reason why they are not.</param>
public sealed class ReplyRule(string name, Func<RuleInput, string?> compare)
{
    public string Name { get; } = name;

    public string? Compare(RuleInput input) =>
        input.Expected.IsError || input.Actual.IsError ? Rules.CompareExact(input.Expected, input.Actual) : compare(input);

    public override string ToString() => Name;
}
