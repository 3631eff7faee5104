using System.Text;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Info;

/// <summary>One section of INFO.</summary>
/// <param name="Name">What INFO is asked for.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Write">Appends its lines, <c>name:value</c> and CR LF each.</param>
internal sealed record InfoSection(string Name, string Title, Action<Node, StringBuilder> Write)
{
    /// <summary>Whether INFO without arguments shows it.</summary>
    public bool InDefault { get; init; } = true;
}
