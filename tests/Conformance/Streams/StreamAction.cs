namespace MtcpRedis.Conformance.Streams;

/// <summary>One thing a stream does with one of its connections, on both servers.</summary>
public abstract class StreamAction(int client)
{
    /// <summary>The number of the connection.</summary>
    public int Client { get; } = client;

    /// <summary>The lines a person would type into redis-cli for this, or comments.</summary>
    public abstract IEnumerable<string> Lines { get; }

    /// <summary>The command whose name stands for this action in reports.</summary>
    public abstract string Title { get; }

    /// <summary>Does it on both sides and compares.</summary>
    /// <exception cref="Replies.MismatchException">The sides differ.</exception>
    public abstract void Run(Duel duel, StepContext step);
}
