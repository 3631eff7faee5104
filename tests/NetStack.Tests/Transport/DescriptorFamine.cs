using MtcpRedis.NetStack.Transport.Kernel;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>Lowers the descriptor limit and uses up what is left below it, until disposed.</summary>
internal sealed unsafe class DescriptorFamine : IDisposable
{
    private const int OpenFiles = 7; // RLIMIT_NOFILE
    private readonly List<int> _fillers = new(4096);
    private readonly ulong _soft;
    private readonly ulong _hard;

    public DescriptorFamine()
    {
        ulong* limits = stackalloc ulong[2];
        Assert.True(Libc.GetLimit(OpenFiles, limits) >= 0);
        (_soft, _hard) = (limits[0], limits[1]);
        int highest = Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(path => int.Parse(Path.GetFileName(path))).Max();
        limits[0] = (ulong)highest + 4;
        Assert.True(Libc.SetLimit(OpenFiles, limits) >= 0);
        fixed (byte* path = "/dev/null\0"u8)
        {
            for (int filler; (filler = Libc.Open(path)) >= 0;)
            {
                _fillers.Add(filler);
            }
        }
    }

    public void Dispose()
    {
        ulong* limits = stackalloc ulong[2] { _soft, _hard };
        Assert.True(Libc.SetLimit(OpenFiles, limits) >= 0);
        _fillers.ForEach(static filler => Libc.Close(filler));
    }
}
