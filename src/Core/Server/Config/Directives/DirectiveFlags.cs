namespace MtcpRedis.Server.Config.Directives;

/// <summary>Properties of a directive; without any it can be changed by CONFIG SET, is listed, and has no effect yet.</summary>
[Flags]
public enum DirectiveFlags
{
    /// <summary>None of the others.</summary>
    None = 0,

    /// <summary>Fixed at start: CONFIG SET refuses it.</summary>
    Fixed = 1,

    /// <summary>CONFIG SET changes it only where <c>enable-protected-configs</c> allows.</summary>
    Protected = 2,

    /// <summary>CONFIG GET shows it only by its exact name.</summary>
    Hidden = 4,

    /// <summary>The value is a secret that logs must not show.</summary>
    Sensitive = 8,

    /// <summary>Known to configuration files only: neither CONFIG GET nor CONFIG SET know it.</summary>
    FileOnly = 16,

    /// <summary>Accepted for old files and without any meaning; never written.</summary>
    Obsolete = 32,

    /// <summary>The feature behind the directive is there.</summary>
    InEffect = 64,
}
