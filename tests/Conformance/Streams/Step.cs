namespace MtcpRedis.Conformance.Streams;

/// <summary>
/// What must stay together when a stream is shrunk: a single command, a transaction, or a command with its repair of the state.
/// </summary>
public sealed class Step(params StreamAction[] actions)
{
    public IReadOnlyList<StreamAction> Actions { get; } = actions;

    /// <summary>Smaller steps that may fail in the same way.</summary>
    public Func<IEnumerable<Step>>? Smaller { get; init; }

    /// <summary>Whether this is one plain command, so that it may be put into a transaction.</summary>
    public bool IsPlain => Actions is [Exchange { IsPlain: true }];
}
