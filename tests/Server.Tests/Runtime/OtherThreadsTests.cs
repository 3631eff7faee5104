using MtcpRedis.Server.Runtime;
using Xunit;

namespace MtcpRedis.Server.Tests.Runtime;

public sealed class OtherThreadsTests
{
    [Fact]
    public void KeepOff_ThreadThatIsNoCores_GoesWhereItBelongsAndTheCoresStay()
    {
        int[] allowed = ThreadAffinity.Allowed();
        using var core = new PinnedThread(allowed[0]);
        using var other = new PinnedThread(allowed[0]);
        using var others = new OtherThreads(allowed, new HashSet<int> { core.SystemId });

        Assert.True(others.KeepOff());

        Assert.Equal([allowed[0]], core.Allowed());
        Assert.Equal(allowed, other.Allowed());
    }

    [Fact]
    public void KeepOff_ThreadThatCameSince_IsMovedToo()
    {
        int[] allowed = ThreadAffinity.Allowed();
        using var others = new OtherThreads(allowed, new HashSet<int>());
        Assert.True(others.KeepOff());
        using var late = new PinnedThread(allowed[0]);

        // However many threads have come and gone meanwhile, some look after it moves all.
        for (int look = 0; look < 100; look++)
            Assert.True(others.KeepOff());

        Assert.Equal(allowed, late.Allowed());
    }

    [Fact]
    public void Interval_WhileNoThreadComes_GrowsAndIsShortAgainWhenOneDoes()
    {
        using var others = new OtherThreads(ThreadAffinity.Allowed(), new HashSet<int>());
        // Threads of the runtime may come and go at any time, so the longest interval is waited for, and the shortest provoked.
        TimeSpan first = others.Interval;
        Until(() => others.Interval > 8 * first);
        var late = new List<PinnedThread>();
        try
        {
            Until(() =>
            {
                late.Add(new PinnedThread(ThreadAffinity.Allowed()[0]));
                return others.Interval == first;
            });
        }
        finally
        {
            late.ForEach(thread => thread.Dispose());
        }

        void Until(Func<bool> reached)
        {
            for (int look = 0; look < 1000; look++)
            {
                Assert.True(others.KeepOff());
                if (reached())
                    return;
            }
            Assert.Fail("the interval never came to what it should be");
        }
    }

    /// <summary>A thread on one processor that answers where it may run.</summary>
    private sealed class PinnedThread : IDisposable
    {
        private readonly TaskCompletionSource<int> _started = new();
        private readonly ManualResetEventSlim _ask = new();
        private readonly TaskCompletionSource<int[]> _answer = new();

        internal PinnedThread(int processor)
        {
            new Thread(() =>
            {
                ThreadAffinity.Pin(processor);
                _started.SetResult(ThreadAffinity.CurrentThread());
                _ask.Wait();
                _answer.SetResult(ThreadAffinity.Allowed());
            })
            { IsBackground = true }.Start();
            SystemId = _started.Task.GetAwaiter().GetResult();
        }

        internal int SystemId { get; }

        internal int[] Allowed()
        {
            _ask.Set();
            return _answer.Task.GetAwaiter().GetResult();
        }

        public void Dispose() => _ask.Set();
    }
}
