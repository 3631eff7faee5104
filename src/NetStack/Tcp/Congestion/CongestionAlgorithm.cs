namespace MtcpRedis.NetStack.Tcp.Congestion;

/// <summary>The congestion controls to choose from.</summary>
public enum CongestionAlgorithm
{
    /// <summary>CUBIC (RFC 9438), what Linux uses.</summary>
    Cubic,

    /// <summary>NewReno (RFC 5681, RFC 6582).</summary>
    NewReno,
}
