namespace MtcpRedis.Core.Resp;

/// <summary>Error texts that several command families share, in Redis' words.</summary>
public static class RespErrors
{
    /// <summary>The key holds another type than the command works on.</summary>
    public static ReadOnlySpan<byte> WrongType => "WRONGTYPE Operation against a key holding the wrong kind of value"u8;

    /// <summary>Options or their order make no sense.</summary>
    public static ReadOnlySpan<byte> Syntax => "ERR syntax error"u8;

    /// <summary>Not a 64-bit signed integer.</summary>
    public static ReadOnlySpan<byte> NotInteger => "ERR value is not an integer or out of range"u8;

    /// <summary>Not a double.</summary>
    public static ReadOnlySpan<byte> NotFloat => "ERR value is not a valid float"u8;

    /// <summary>The key does not exist, where the command needs it.</summary>
    public static ReadOnlySpan<byte> NoSuchKey => "ERR no such key"u8;

    /// <summary>An index beyond the end.</summary>
    public static ReadOnlySpan<byte> IndexOutOfRange => "ERR index out of range"u8;

    /// <summary>A value that must not be negative.</summary>
    public static ReadOnlySpan<byte> MustBePositive => "ERR value is out of range, must be positive"u8;

    /// <summary>An offset or size beyond what is allowed.</summary>
    public static ReadOnlySpan<byte> OutOfRange => "ERR value is out of range"u8;

    /// <summary>Memory is full and nothing can be evicted.</summary>
    public static ReadOnlySpan<byte> OutOfMemory => "OOM command not allowed when used memory > 'maxmemory'."u8;

    /// <summary>Source and destination are the same.</summary>
    public static ReadOnlySpan<byte> SameObject => "ERR source and destination objects are the same"u8;

    /// <summary>A cursor that is no unsigned number.</summary>
    public static ReadOnlySpan<byte> InvalidCursor => "ERR invalid cursor"u8;

    /// <summary>A timeout that is no number.</summary>
    public static ReadOnlySpan<byte> TimeoutNotFloat => "ERR timeout is not a float or out of range"u8;

    /// <summary>A timeout below zero.</summary>
    public static ReadOnlySpan<byte> TimeoutNegative => "ERR timeout is negative"u8;

    /// <summary>The string would exceed <c>proto-max-bulk-len</c>.</summary>
    public static ReadOnlySpan<byte> StringTooLong => "ERR string exceeds maximum allowed size (proto-max-bulk-len)"u8;

    /// <summary>An integer that must fit 32 bits and does not.</summary>
    public static ReadOnlySpan<byte> OutsideInt32 => "ERR value is out of range, value must between -2147483648 and 2147483647"u8;

    /// <summary>Database index out of range.</summary>
    public static ReadOnlySpan<byte> DatabaseOutOfRange => "ERR DB index is out of range"u8;

    /// <summary>The command's handler failed; a defect of the server, not of the client.</summary>
    public static ReadOnlySpan<byte> Internal => "ERR internal error while executing the command; see the server's log"u8;
}
