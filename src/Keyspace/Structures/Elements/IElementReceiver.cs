namespace MtcpRedis.Keyspace.Structures.Elements;

/// <summary>Receives elements one by one. The value they come from must not be changed before the call has returned.</summary>
public interface IElementReceiver
{
    /// <summary>Takes one element, valid during the call only.</summary>
    /// <param name="element">The element.</param>
    void Take(ElementValue element);
}
