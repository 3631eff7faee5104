using System.Collections.Concurrent;

namespace MtcpRedis.Server.Runtime;

/// <summary>
/// Where dispatchers find their thread: Akka makes dispatchers from configuration, which holds only names.
/// </summary>
internal static class CoreThreads
{
    private static readonly ConcurrentDictionary<string, CoreThread> s_threads = new();

    /// <summary>Makes a thread known under the name that the dispatcher's configuration says.</summary>
    public static void Register(string name, CoreThread thread)
    {
        if (!s_threads.TryAdd(name, thread))
            throw new InvalidOperationException($"A core thread called {name} exists already.");
    }

    /// <summary>Forgets a name.</summary>
    public static void Unregister(string name) => s_threads.TryRemove(name, out _);

    /// <summary>The thread of that name.</summary>
    public static CoreThread Get(string name) =>
        s_threads.TryGetValue(name, out CoreThread? thread)
            ? thread
            : throw new InvalidOperationException($"No core thread is called {name}.");
}
