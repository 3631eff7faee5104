namespace MtcpRedis.Core.Resp;

/// <summary>What became of an attempt to parse one request.</summary>
public enum ParseStatus
{
    /// <summary>A whole command was taken; its arguments were appended.</summary>
    Complete,

    /// <summary>Bytes were taken that ask for nothing: an empty line or an array of no elements.</summary>
    Empty,

    /// <summary>The request is not whole yet.</summary>
    NeedMore,

    /// <summary>The bytes violate the protocol; the connection is closed after the error.</summary>
    Violation,
}
