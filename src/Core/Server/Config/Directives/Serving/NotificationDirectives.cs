using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Server.Config.SpecialKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Serving;

/// <summary>Directives about notifications.</summary>
internal static class NotificationDirectives
{
    public static readonly DirectiveGroup Group = new("Keyspace notifications");

    public static readonly Directive<KeyspaceEventClasses> NotifyKeyspaceEvents = Group.Add(
        "notify-keyspace-events", new KeyspaceEventsKind(), KeyspaceEventClasses.None,
        "Events of keys to publish: K and/or E for the kind of channel, and g$lshzxetdmn or A for the kind of event; "
        + "empty publishes none.", InEffect);
}
