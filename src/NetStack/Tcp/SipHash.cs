using System.Numerics;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>
/// SipHash-2-4 (Aumasson, Bernstein) over whole 64-bit words: the pseudo-random function behind initial sequence numbers and SYN cookies. A peer
/// who sees outputs can't tell the key or foresee others.
/// </summary>
internal readonly struct SipHash(ulong key0, ulong key1)
{
    internal ulong Hash(in FlowKey flow, ulong tweak)
    {
        var state = new State(key0, key1);
        state.Absorb(flow.Local.Address.High);
        state.Absorb(flow.Local.Address.Low);
        state.Absorb(flow.Remote.Address.High);
        state.Absorb(flow.Remote.Address.Low);
        state.Absorb((ulong)flow.Local.Port << 16 | flow.Remote.Port);
        state.Absorb(tweak);
        return state.Finish(6 * 8);
    }

    /// <summary>The hash of whole words, in the byte order of the reference implementation.</summary>
    internal ulong Hash(ReadOnlySpan<ulong> words)
    {
        var state = new State(key0, key1);
        foreach (var word in words)
            state.Absorb(word);
        return state.Finish(words.Length * 8);
    }

    private struct State(ulong key0, ulong key1)
    {
        private ulong _v0 = key0 ^ 0x736f6d6570736575;
        private ulong _v1 = key1 ^ 0x646f72616e646f6d;
        private ulong _v2 = key0 ^ 0x6c7967656e657261;
        private ulong _v3 = key1 ^ 0x7465646279746573;

        internal void Absorb(ulong word)
        {
            _v3 ^= word;
            Round();
            Round();
            _v0 ^= word;
        }

        internal ulong Finish(int length)
        {
            Absorb((ulong)length << 56);
            _v2 ^= 0xFF;
            for (var i = 0; i < 4; i++)
                Round();
            return _v0 ^ _v1 ^ _v2 ^ _v3;
        }

        private void Round()
        {
            _v0 += _v1;
            _v2 += _v3;
            _v1 = BitOperations.RotateLeft(_v1, 13) ^ _v0;
            _v3 = BitOperations.RotateLeft(_v3, 16) ^ _v2;
            _v0 = BitOperations.RotateLeft(_v0, 32);
            _v2 += _v1;
            _v0 += _v3;
            _v1 = BitOperations.RotateLeft(_v1, 17) ^ _v2;
            _v3 = BitOperations.RotateLeft(_v3, 21) ^ _v0;
            _v2 = BitOperations.RotateLeft(_v2, 32);
        }
    }
}
