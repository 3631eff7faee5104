using System.Text;
using MtcpRedis.Server.Commands;

namespace MtcpRedis.Server.Info;

/// <summary>INFO: puts the wanted sections together. It holds all shards, so figures of the dataset belong to one moment.</summary>
internal static class InfoReport
{
    private static readonly InfoSection[] s_sections =
    [
        new("server", "Server", ServerSections.Server),
        new("clients", "Clients", ServerSections.Clients),
        new("memory", "Memory", MemorySection.Write),
        new("persistence", "Persistence", ServerSections.Persistence),
        new("stats", "Stats", StatsSection.Write),
        new("replication", "Replication", ServerSections.Replication),
        new("cpu", "CPU", ServerSections.Cpu),
        new("runtime", "Runtime", RuntimeSection.Write),
        new("netstack", "Netstack", NetStackSection.Write),
        new("modules", "Modules", (_, _) => { }),
        new("commandstats", "Commandstats", CommandStatsSection.Write) { InDefault = false },
        new("errorstats", "Errorstats", CommandStatsSection.WriteErrors),
        new("cluster", "Cluster", ServerSections.Cluster),
        new("keyspace", "Keyspace", ServerSections.Keyspace),
    ];

    public static void Run(SessionContext c)
    {
        var text = new StringBuilder();
        foreach (InfoSection section in s_sections)
        {
            if (!IsWanted(c, section))
                continue;
            if (text.Length > 0)
                text.Append("\r\n");
            text.Append("# ").Append(section.Title).Append("\r\n");
            section.Write(c.Node, text);
        }
        c.Reply.Verbatim("txt"u8, Encoding.Latin1.GetBytes(text.ToString()));
    }

    private static bool IsWanted(SessionContext c, InfoSection section)
    {
        if (c.ArgCount == 1)
            return section.InDefault;
        for (int i = 1; i < c.ArgCount; i++)
        {
            string wanted = c.Text(i).ToLowerInvariant();
            bool byGroup = wanted switch
            {
                "everything" => true,
                "all" => section.Name != "modules",
                "default" => section.InDefault,
                _ => false,
            };
            if (byGroup || wanted == section.Name)
                return true;
        }
        return false;
    }
}
