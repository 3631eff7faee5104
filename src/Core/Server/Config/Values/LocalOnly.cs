namespace MtcpRedis.Server.Config.Values;

/// <summary>Who may use something dangerous, such as the command DEBUG.</summary>
public enum LocalOnly
{
    /// <summary><c>no</c>: nobody.</summary>
    No,

    /// <summary><c>yes</c>: every client.</summary>
    Yes,

    /// <summary><c>local</c>: clients on this machine (loopback address or Unix socket).</summary>
    Local,
}
