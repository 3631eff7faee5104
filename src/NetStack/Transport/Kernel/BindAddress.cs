using System.Net;
using System.Net.Sockets;

namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>One word of the directive <c>bind</c>, understood.</summary>
/// <param name="Text">As written, without the leading <c>-</c>.</param>
/// <param name="Address">The address it stands for.</param>
/// <param name="IsOptional">Whether it may be missing on this machine.</param>
internal sealed record BindAddress(string Text, IPAddress Address, bool IsOptional)
{
    /// <exception cref="TransportException">The name is unknown.</exception>
    public static BindAddress Parse(string word)
    {
        bool optional = word.StartsWith('-');
        string text = optional ? word[1..] : word;
        IPAddress address = text switch
        {
            "*" => IPAddress.Any,
            "::*" => IPAddress.IPv6Any,
            _ => IPAddress.TryParse(text, out IPAddress? parsed) ? parsed : Resolve(text),
        };
        return new BindAddress(text, address, optional);
    }

    private static IPAddress Resolve(string name)
    {
        try
        {
            // A name is looked up in IPv4 only: every literal IPv6 address has been recognised before.
            return Dns.GetHostAddresses(name, AddressFamily.InterNetwork) is [var first, ..]
                ? first
                : throw new TransportException("resolve", name, 0, "Name has no IPv4 address");
        }
        catch (SocketException unknown)
        {
            throw new TransportException("resolve", name, 0, unknown.Message);
        }
        catch (ArgumentException malformed)
        {
            throw new TransportException("resolve", name, 0, malformed.Message);
        }
    }
}
