using System.Runtime.InteropServices;

namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>Turns failed set-up calls into exceptions that carry the system's own text.</summary>
internal static class KernelError
{
    public static TransportException Create(string operation, string endpoint, int errorCode) =>
        new(operation, endpoint, errorCode, Marshal.GetPInvokeErrorMessage(errorCode));

    /// <summary>Passes a result of <see cref="Libc"/> through, throwing when it is an error.</summary>
    public static int Check(int result, string operation, string endpoint) =>
        result >= 0 ? result : throw Create(operation, endpoint, -result);
}
