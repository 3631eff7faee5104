using System.Text;
using MtcpRedis.Server.Config;
using Xunit;

namespace MtcpRedis.Server.Tests.Config;

/// <summary>Short ways to configurations.</summary>
internal static class Configs
{
    public static LoadedConfig Load(params string[] arguments) => ConfigLoader.Load(CommandLine.Parse(arguments));

    public static LoadedConfig LoadWithInput(string input, params string[] arguments) =>
        ConfigLoader.Load(CommandLine.Parse(arguments), new MemoryStream(Encoding.UTF8.GetBytes(input)));

    public static ConfigRegistry Registry(params string[] arguments) => new(Load(arguments));

    public static string Get(this ConfigRegistry registry, string name) => Assert.Single(registry.Get([name])).Value;

    public static string Get(this LoadedConfig loaded, string name) => new ConfigRegistry(loaded).Get(name);

    /// <summary>The error of CONFIG SET, or OK.</summary>
    public static string Set(this ConfigRegistry registry, params string[] namesAndValues)
    {
        var pairs = namesAndValues.Chunk(2).Select(p => KeyValuePair.Create(p[0], p[1])).ToList();
        return registry.TrySet(pairs, isLocalClient: false, out string error) ? "OK" : error;
    }
}
