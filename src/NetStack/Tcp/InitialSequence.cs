using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>
/// Initial sequence numbers by RFC 6528: a clock that ticks every 4 microseconds plus a keyed hash of the four values of the connection. So numbers
/// of one flow rise over its incarnations, while those of other flows can't be guessed from them. Timestamp offsets and the first local port to
/// try come from the same hash.
/// </summary>
internal sealed class InitialSequence(ulong seed0, ulong seed1)
{
    private const ulong SequenceTweak = 1, TimestampTweak = 2, PortTweak = 3;
    private readonly SipHash _hash = new(seed0, seed1);

    internal SeqNumber Choose(in FlowKey flow, long now) => new((uint)(_hash.Hash(flow, SequenceTweak) + (ulong)(now >> 2)));

    internal uint TimestampOffset(in FlowKey flow) => (uint)_hash.Hash(flow, TimestampTweak);

    internal uint PortOffset(in FlowKey flow) => (uint)(_hash.Hash(flow, PortTweak) >> 32);
}
