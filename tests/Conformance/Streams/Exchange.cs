using MtcpRedis.Conformance.Replies;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>A command and its one reply; runs of them on one connection are pipelined.</summary>
public sealed class Exchange(int client, RespCommand command, ReplyRule rule, bool isPlain = false) : StreamAction(client)
{
    public RespCommand Command { get; } = command;

    public ReplyRule Rule { get; } = rule;

    /// <summary>Whether the command may also be queued in a transaction.</summary>
    public bool IsPlain { get; } = isPlain;

    public override IEnumerable<string> Lines => [Command.ToString()];

    public override string Title => Command.Name;

    public override void Run(Duel duel, StepContext step) => duel.RunPipelined([(this, step)]);
}
