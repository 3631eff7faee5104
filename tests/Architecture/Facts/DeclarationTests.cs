using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Commands.Arguments;
using MtcpRedis.Server.Commands;
using Xunit;

namespace MtcpRedis.Architecture.Facts;

/// <summary>What we declare about a command is what Redis 7.2 says of it. Each test tells all differences at once.</summary>
public class DeclarationTests
{
    private static CommandSpec[] Declared { get; } = AllCommands.BuildTable().ByIndex;

    [Fact]
    public void Names_OfDeclaredCommands_ExistInRedis() =>
        Assert.Empty(Declared.Select(command => command.FullName).Except(CommandFacts.All.Keys));

    [Fact]
    public void Arity_EqualsRedis() => Compare(command => command.Arity.ToString(), fact => fact.Arity.ToString());

    [Fact]
    public void Group_EqualsRedis() => Compare(command => CommandDescription.GroupName(command.Group), fact => fact.Group);

    [Fact]
    public void Since_EqualsRedis() => Compare(command => command.Docs?.Since ?? "no docs", fact => fact.Since);

    [Fact]
    public void Complexity_NamesTheSameBound() => Compare(
        command => FirstBound(command.Docs?.Complexity ?? "no docs"),
        fact => fact.Complexity,
        fact => fact.Complexity.Length > 0);

    [Fact]
    public void Deprecation_EqualsRedis() => Compare(
        command => $"{command.Docs?.DeprecatedSince} {command.Docs?.ReplacedBy}", fact => $"{fact.Deprecated} {fact.Replaced}");

    [Fact]
    public void Arguments_EqualRedis() => Compare(
        command => string.Join(' ', ArgumentsOf(command).Select(ArgumentText.Of)), fact => fact.Arguments);

    [Fact]
    public void Flags_EqualRedis() => Compare(
        command => Sorted(CommandDescription.FlagNames(command).Where(name => name != "movablekeys")),
        fact => Sorted(CommandFacts.VisibleFlags(fact)));

    [Fact]
    public void Categories_EqualRedis() => Compare(
        command => Sorted(CommandDescription.CategoryNames(command)), fact => Sorted(CommandFacts.AllCategories(fact)));

    [Fact]
    public void Tips_EqualRedis() => Compare(command => string.Join(',', command.Tips), fact => string.Join(',', fact.Tips));

    [Fact]
    public void KeySpecifications_EqualRedis() =>
        Compare(command => string.Join("; ", command.Keys.Select(KeySpecText.Of)), fact => string.Join("; ", fact.Keys));

    /// <summary>The first balanced <c>O(...)</c> of a sentence.</summary>
    private static string FirstBound(string text)
    {
        int start = text.IndexOf("O(", StringComparison.Ordinal);
        if (start < 0)
            return text;
        int depth = 0;
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] == '(')
                depth++;
            else if (text[i] == ')' && --depth == 0)
                return text[start..(i + 1)];
        }
        return text;
    }

    private static CommandArgument[] ArgumentsOf(CommandSpec command) =>
        CommandArguments.Parse(command.Docs?.Arguments ?? "", command.Keys.Length);

    private static string Sorted(IEnumerable<string> names) => string.Join(',', names.Order(StringComparer.Ordinal));

    private static void Compare(Func<CommandSpec, string> ours, Func<FactRow, string> theirs, Func<FactRow, bool>? wanted = null)
    {
        var different = new List<string>();
        foreach (CommandSpec command in Declared)
        {
            if (!CommandFacts.All.TryGetValue(command.FullName, out FactRow? fact) || wanted?.Invoke(fact) == false)
                continue;
            string mine = ours(command), expected = theirs(fact);
            if (mine != expected)
                different.Add($"{command.FullName}: \"{mine}\", Redis \"{expected}\"");
        }
        Assert.True(different.Count == 0, $"{different.Count} differ:\n" + string.Join("\n", different));
    }
}
