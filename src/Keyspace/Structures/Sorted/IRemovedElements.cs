namespace MtcpRedis.Keyspace.Structures.Sorted;

/// <summary>Receives the elements that a range removal takes out of a <see cref="SortedIndex"/>, in order.</summary>
public unsafe interface IRemovedElements
{
    /// <summary>Takes one element, which is no longer in the index; its block is the caller's to free.</summary>
    /// <param name="element">The block.</param>
    void Removed(byte* element);
}
