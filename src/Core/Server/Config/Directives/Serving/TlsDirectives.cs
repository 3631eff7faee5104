using MtcpRedis.Server.Config.Kinds;
using static MtcpRedis.Server.Config.Directives.CommonKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Serving;

/// <summary>Directives about TLS.</summary>
internal static class TlsDirectives
{
    public static readonly DirectiveGroup Group = new("TLS");

    public static readonly Directive<long> TlsPort = Group.Add("tls-port", PortNumber, 0, "TCP port for clients with TLS; 0 listens on none.");

    public static readonly Directive<string> TlsCertFile = Group.Add("tls-cert-file", FilePath, "", "Certificate of the server.");

    public static readonly Directive<string> TlsKeyFile = Group.Add("tls-key-file", FilePath, "", "Key of the server.");

    public static readonly Directive<string> TlsKeyFilePass = Group.Add(
        "tls-key-file-pass", Secret, "",
        "Password of that key.", Sensitive);

    public static readonly Directive<string> TlsClientCertFile = Group.Add(
        "tls-client-cert-file", FilePath, "",
        "Certificate for connections to other nodes.");

    public static readonly Directive<string> TlsClientKeyFile = Group.Add(
        "tls-client-key-file", FilePath, "",
        "Key for connections to other nodes.");

    public static readonly Directive<string> TlsClientKeyFilePass = Group.Add(
        "tls-client-key-file-pass", Secret, "",
        "Password of that key.", Sensitive);

    public static readonly Directive<string> TlsDhParamsFile = Group.Add("tls-dh-params-file", FilePath, "", "Parameters for Diffie-Hellman.");

    public static readonly Directive<string> TlsCaCertFile = Group.Add(
        "tls-ca-cert-file", FilePath, "",
        "Certificates of the authorities that are trusted.");

    public static readonly Directive<string> TlsCaCertDir = Group.Add("tls-ca-cert-dir", FilePath, "", "Directory of such certificates.");

    public static readonly Directive<string> TlsAuthClients = Group.Add(
        "tls-auth-clients", new ChoiceKind("no", "yes", "optional"), "yes",
        "Ask clients for a certificate.");

    public static readonly Directive<bool> TlsReplication = Group.Add("tls-replication", Bool, false, "Use TLS for replication.");

    public static readonly Directive<bool> TlsCluster = Group.Add("tls-cluster", Bool, false, "Use TLS for the cluster bus.");

    public static readonly Directive<string> TlsProtocols = Group.Add(
        "tls-protocols", Text, "",
        "Versions of TLS; empty for the library's choice.");

    public static readonly Directive<string> TlsCiphers = Group.Add("tls-ciphers", Text, "", "Ciphers up to TLS 1.2.");

    public static readonly Directive<string> TlsCiphersuites = Group.Add("tls-ciphersuites", Text, "", "Cipher suites of TLS 1.3.");

    public static readonly Directive<bool> TlsPreferServerCiphers = Group.Add(
        "tls-prefer-server-ciphers", Bool, false,
        "The server's order of ciphers counts.");

    public static readonly Directive<bool> TlsSessionCaching = Group.Add("tls-session-caching", Bool, true, "Let clients resume sessions.");

    public static readonly Directive<long> TlsSessionCacheSize = Group.Add("tls-session-cache-size", Count, 20480, "Sessions kept.");

    public static readonly Directive<long> TlsSessionCacheTimeout = Group.Add(
        "tls-session-cache-timeout", Count, 300,
        "Seconds for which a session is kept.");
}
