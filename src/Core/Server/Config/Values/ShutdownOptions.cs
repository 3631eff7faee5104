namespace MtcpRedis.Server.Config.Values;

/// <summary>What a signal that stops the server does with the data: the directives <c>shutdown-on-sigint</c> and <c>-sigterm</c>.</summary>
[Flags]
public enum ShutdownOptions
{
    /// <summary><c>default</c>: save if save points are configured, wait for replicas.</summary>
    None = 0,

    /// <summary><c>save</c>: write a snapshot even without save points.</summary>
    Save = 1,

    /// <summary><c>nosave</c>: write no snapshot even with save points.</summary>
    NoSave = 2,

    /// <summary><c>now</c>: do not wait for replicas that lag behind.</summary>
    Now = 4,

    /// <summary><c>force</c>: stop even if the snapshot fails.</summary>
    Force = 8,
}
