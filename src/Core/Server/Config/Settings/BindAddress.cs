namespace MtcpRedis.Server.Config.Settings;

/// <summary>A local address to listen on.</summary>
/// <param name="Address">Host name, IPv4 or IPv6 address; <c>*</c> for all IPv4 and <c>::*</c> for all IPv6 addresses.</param>
/// <param name="IsOptional">The server starts without it where the machine has no such address.</param>
public sealed record BindAddress(string Address, bool IsOptional)
{
    /// <summary>Reads an address as the directive <c>bind</c> writes it, a minus sign before optional ones.</summary>
    /// <param name="text">One argument of the directive.</param>
    public static BindAddress Of(string text) => text.StartsWith('-') ? new BindAddress(text[1..], true) : new BindAddress(text, false);
}
