namespace MtcpRedis.NetStack.Interface;

/// <summary>A token bucket that holds one second's worth.</summary>
internal struct RateLimiter(int perSecond)
{
    private long _tokens = (long)perSecond * 1_000_000;
    private long _last;

    internal bool TryTake(long now)
    {
        _tokens = Math.Min(_tokens + (now - _last) * perSecond, (long)perSecond * 1_000_000);
        _last = now;
        if (_tokens < 1_000_000)
            return false;
        _tokens -= 1_000_000;
        return true;
    }
}
