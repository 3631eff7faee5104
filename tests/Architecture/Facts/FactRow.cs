namespace MtcpRedis.Architecture.Facts;

/// <summary>What is known of one command or subcommand of Redis 7.2.</summary>
/// <param name="Name">Lower case; <c>container|sub</c> for a subcommand.</param>
/// <param name="Arity">Number of arguments, name included; negative: at least.</param>
/// <param name="Group">Family.</param>
/// <param name="Since">Version that brought it.</param>
/// <param name="Flags">Command flags, lower case.</param>
/// <param name="Categories">Access categories that do not follow from flags.</param>
/// <param name="Tips">Command tips.</param>
/// <param name="Keys">Key specifications, one text each: flags, how the first is found, how the others are.</param>
/// <param name="Deprecated">Version that deprecated it, or empty.</param>
/// <param name="Replaced">What to use instead, or empty.</param>
/// <param name="Complexity">The first bound in O notation, or empty where nothing sensible can be said.</param>
/// <param name="Arguments">The argument tree; see README.md beside the file.</param>
internal sealed record FactRow(
    string Name, int Arity, string Group, string Since, string[] Flags, string[] Categories, string[] Tips, string[] Keys,
    string Deprecated, string Replaced, string Complexity, string Arguments)
{
    public bool IsSubcommand => Name.Contains('|');
}
