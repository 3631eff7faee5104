using MtcpRedis.Core.Resp;

namespace MtcpRedis.Keyspace.Commands.Sorting;

/// <summary>Native memory that one SORT works in; one per thread, used again and again.</summary>
internal sealed unsafe class SortWorkspace
{
    [ThreadStatic]
    private static SortWorkspace? t_workspace;

    /// <summary>Most text of elements and weights that one call may gather, in bytes.</summary>
    private const long MaxText = 1L << 30;

    private readonly NativeList<byte> _text = new();

    /// <summary>The elements.</summary>
    public NativeList<SortItem> Items { get; } = new();

    /// <summary>Positions of GET's patterns among the arguments.</summary>
    public NativeList<int> Gets { get; } = new();

    /// <summary>A key that is being made up from a pattern.</summary>
    public NativeList<byte> Key { get; } = new();

    /// <summary>The elements as a span; valid until one is added.</summary>
    public Span<SortItem> Span => new(Items.Pointer, Items.Count);

    /// <summary>This thread's workspace, empty.</summary>
    public static SortWorkspace Rent()
    {
        SortWorkspace workspace = t_workspace ??= new SortWorkspace();
        workspace._text.Clear();
        workspace.Items.Clear();
        workspace.Gets.Clear();
        workspace.Key.Clear();
        return workspace;
    }

    /// <summary>Keeps a text; false when there is too much.</summary>
    public bool TryKeep(ReadOnlySpan<byte> text, out int at)
    {
        at = _text.Count;
        if ((long)at + text.Length > MaxText)
            return false;
        _text.AddRange(text);
        return true;
    }

    /// <summary>A text that was kept; valid until the next one is.</summary>
    public ReadOnlySpan<byte> Text(int at, int length) => new(_text.Pointer + at, length);

    /// <summary>The text of an element; valid until another text is kept.</summary>
    public ReadOnlySpan<byte> Text(in SortItem item) => Text(item.Text, item.Length);
}
