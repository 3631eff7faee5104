using System.Numerics;
using System.Runtime.InteropServices;

namespace MtcpRedis.Keyspace.Commands.Bitmaps;

/// <summary>Combines byte arrays bit by bit, a vector at a time.</summary>
internal static class BitCombine
{
    /// <summary>Combines a source into the target; a source shorter than the target counts as filled up with zeros.</summary>
    public static void Into(Span<byte> target, ReadOnlySpan<byte> source, BitOperation operation)
    {
        switch (operation)
        {
            case BitOperation.And:
                Apply<AndStep>(target[..source.Length], source);
                target[source.Length..].Clear();
                break;
            case BitOperation.Or:
                Apply<OrStep>(target[..source.Length], source);
                break;
            default:
                Apply<XorStep>(target[..source.Length], source);
                break;
        }
    }

    /// <summary>Turns every bit round.</summary>
    public static void Invert(Span<byte> target)
    {
        Span<Vector<byte>> vectors = MemoryMarshal.Cast<byte, Vector<byte>>(target);
        for (int i = 0; i < vectors.Length; i++)
            vectors[i] = ~vectors[i];
        foreach (ref byte b in target[(vectors.Length * Vector<byte>.Count)..])
            b = (byte)~b;
    }

    private static void Apply<TStep>(Span<byte> target, ReadOnlySpan<byte> source)
        where TStep : struct, IStep
    {
        Span<Vector<byte>> targets = MemoryMarshal.Cast<byte, Vector<byte>>(target);
        ReadOnlySpan<Vector<byte>> sources = MemoryMarshal.Cast<byte, Vector<byte>>(source);
        for (int i = 0; i < targets.Length; i++)
            targets[i] = TStep.Of(targets[i], sources[i]);
        for (int i = targets.Length * Vector<byte>.Count; i < target.Length; i++)
            target[i] = TStep.Of(target[i], source[i]);
    }

    private interface IStep
    {
        static abstract Vector<byte> Of(Vector<byte> a, Vector<byte> b);

        static abstract byte Of(byte a, byte b);
    }

    private readonly struct AndStep : IStep
    {
        public static Vector<byte> Of(Vector<byte> a, Vector<byte> b) => a & b;

        public static byte Of(byte a, byte b) => (byte)(a & b);
    }

    private readonly struct OrStep : IStep
    {
        public static Vector<byte> Of(Vector<byte> a, Vector<byte> b) => a | b;

        public static byte Of(byte a, byte b) => (byte)(a | b);
    }

    private readonly struct XorStep : IStep
    {
        public static Vector<byte> Of(Vector<byte> a, Vector<byte> b) => a ^ b;

        public static byte Of(byte a, byte b) => (byte)(a ^ b);
    }
}
