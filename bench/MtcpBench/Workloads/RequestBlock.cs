using System.Runtime.InteropServices;

namespace MtcpRedis.Bench.Workloads;

/// <summary>Copies of a command one after the other in native memory, from which whole groups are sent at once.</summary>
/// <remarks>Owned by one generator thread. Random numbers are written in place just before a group is sent.</remarks>
internal sealed unsafe class RequestBlock : IDisposable
{
    private const int TargetSize = 256 * 1024;

    private readonly CommandTemplate _command;
    private byte* _bytes;
    private RandomNumbers _random;

    /// <summary>Makes room for a pipeline's worth of commands, or for as many as fit in 256 KiB if that is fewer, and at least one.</summary>
    public RequestBlock(CommandTemplate command, int pipeline, RandomNumbers random)
    {
        _command = command;
        _random = random;
        Capacity = Math.Clamp(TargetSize / command.Bytes.Length, 1, pipeline);
        _bytes = (byte*)NativeMemory.Alloc((nuint)Capacity, (nuint)command.Bytes.Length);
        for (var i = 0; i < Capacity; i++)
        {
            command.Bytes.CopyTo(Copy(i));
        }
    }

    /// <summary>Most commands of one group.</summary>
    public int Capacity { get; }

    /// <summary>The bytes never change, so they may be sent later as well.</summary>
    public bool IsConstant => !_command.IsRandom;

    /// <summary>The bytes of so many commands, with fresh random numbers. Valid until the next call.</summary>
    /// <param name="count">1 to <see cref="Capacity"/>.</param>
    public ReadOnlySpan<byte> Take(int count)
    {
        ObjectDisposedException.ThrowIf(_bytes is null, this);
        for (var i = 0; i < count && _command.IsRandom; i++)
        {
            fixed (byte* copy = Copy(i))
            {
                for (var k = 0; k < _command.RandomOffsets.Length; k++)
                {
                    _random.WriteNext(copy + _command.RandomOffsets[k]);
                }
            }
        }

        return new ReadOnlySpan<byte>(_bytes, count * _command.Bytes.Length);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_bytes);
        _bytes = null;
    }

    private Span<byte> Copy(int index) => new(_bytes + ((nint)index * _command.Bytes.Length), _command.Bytes.Length);
}
