using MtcpRedis.Server.Config.Kinds;

namespace MtcpRedis.Server.Config.Directives;

/// <summary>The directives of one concern, in the order in which the reference file lists them.</summary>
/// <param name="title">Heading of the group in the reference file.</param>
public sealed class DirectiveGroup(string title)
{
    private readonly List<Directive> _directives = [];

    /// <summary>Heading of the group in the reference file.</summary>
    public string Title { get; } = title;

    /// <summary>The directives of the group.</summary>
    public IReadOnlyList<Directive> Directives => _directives;

    /// <summary>Declares a directive.</summary>
    internal Directive<T> Add<T>(
        string name, ValueKind<T> kind, T defaultValue, string summary, DirectiveFlags flags = DirectiveFlags.None, params string[] aliases)
        where T : notnull
    {
        var directive = new Directive<T>(name, kind, defaultValue, summary, flags, aliases);
        _directives.Add(directive);
        return directive;
    }
}
