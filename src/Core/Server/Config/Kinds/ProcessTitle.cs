namespace MtcpRedis.Server.Config.Kinds;

/// <summary>
/// The templates of <c>proc-title-template</c>: text with variables in braces, <c>{{</c> for a brace. A template that gives nothing but
/// blanks where no title is known is refused.
/// </summary>
internal static class ProcessTitle
{
    private static readonly string[] s_variables = ["title", "listen-addr", "server-mode", "port", "tls-port", "unixsocket", "config-file"];

    /// <summary>Gives the reason to refuse a template, or null.</summary>
    public static string? Check(string template) =>
        IsValid(template) ? null : "template format is invalid or contains unknown variables";

    private static bool IsValid(string template)
    {
        bool shows = false;
        for (int i = 0; i < template.Length; i++)
        {
            if (template[i] != '{')
            {
                shows |= !char.IsWhiteSpace(template[i]);
            }
            else if (i + 1 < template.Length && template[i + 1] == '{')
            {
                shows = true;
                i++;
            }
            else
            {
                int end = template.IndexOf('}', i);
                string name = end < 0 ? "" : template[(i + 1)..end];
                if (!s_variables.Contains(name))
                    return false;
                shows |= name != "title";
                i = end;
            }
        }

        return shows;
    }
}
