namespace MtcpRedis.NetStack.Tcp;

/// <summary>The legal moves between states: the diagram of RFC 9293 section 3.3.2 as a table, asserted at every move.</summary>
public static class TcpTransitions
{
    private static readonly ushort[] Allowed = Build();

    /// <summary>True if a connection may go from one state to the other. Any state may go to Closed (reset, abort, timeout).</summary>
    public static bool IsLegal(TcpState from, TcpState to) => (Allowed[(int)from] >> (int)to & 1) != 0;

    private static ushort[] Build()
    {
        var table = new ushort[11];
        void Allow(TcpState from, params TcpState[] targets)
        {
            foreach (var to in targets)
                table[(int)from] |= (ushort)(1 << (int)to);
        }
        foreach (var state in Enum.GetValues<TcpState>())
            Allow(state, TcpState.Closed);
        // A SYN cookie is checked without ever having been in SynReceived, hence Closed -> Established.
        Allow(TcpState.Closed, TcpState.SynSent, TcpState.SynReceived, TcpState.Established);
        Allow(TcpState.SynSent, TcpState.SynReceived, TcpState.Established);
        Allow(TcpState.SynReceived, TcpState.Established);
        Allow(TcpState.Established, TcpState.FinWait1, TcpState.CloseWait);
        Allow(TcpState.FinWait1, TcpState.FinWait2, TcpState.Closing, TcpState.TimeWait);
        Allow(TcpState.FinWait2, TcpState.TimeWait);
        Allow(TcpState.CloseWait, TcpState.LastAck);
        Allow(TcpState.Closing, TcpState.TimeWait);
        return table;
    }
}
