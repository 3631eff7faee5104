using Akka.Actor;

namespace MtcpRedis.Server.Runtime;

/// <summary>Whoever sends batches and gets them back.</summary>
internal interface ITurnOwner
{
    /// <summary>The actor that batches are sent back to.</summary>
    IActorRef Core { get; }
}
