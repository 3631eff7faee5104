namespace MtcpRedis.NetStack.Transport;

/// <summary>A transport could not be set up. The message is the cause alone, for example <c>Address already in use</c>.</summary>
public sealed class TransportException : Exception
{
    /// <summary>Names the cause.</summary>
    /// <param name="operation">What was tried, for example <c>bind</c>.</param>
    /// <param name="endpoint">On what, as the user wrote it: <c>127.0.0.1:6379</c>, a path; empty when it concerns none.</param>
    /// <param name="errorCode">The number of the system's error (errno), 0 when there is none.</param>
    /// <param name="message">The text of the cause, without the operation and the endpoint.</param>
    public TransportException(string operation, string endpoint, int errorCode, string message)
        : base(message)
    {
        Operation = operation;
        Endpoint = endpoint;
        ErrorCode = errorCode;
    }

    /// <summary>What was tried.</summary>
    public string Operation { get; }

    /// <summary>The address, or the path of the Unix-domain socket, or empty.</summary>
    public string Endpoint { get; }

    /// <summary>The system's error number (errno), or 0.</summary>
    public int ErrorCode { get; }
}
