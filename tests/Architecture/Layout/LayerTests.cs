using System.Reflection;
using Xunit;

namespace MtcpRedis.Architecture.Layout;

/// <summary>The arrows between the layers never turn back.</summary>
public class LayerTests
{
    private const string Prefix = "MtcpRedis.";

    /// <summary>What each layer may know. Server is the composition and knows all.</summary>
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["MtcpRedis.Core"] = [],
        ["MtcpRedis.NetStack"] = [],
        ["MtcpRedis.Keyspace"] = ["MtcpRedis.Core"],
        ["MtcpRedis.Persistence"] = ["MtcpRedis.Core", "MtcpRedis.Keyspace"],
        ["MtcpRedis.Replication"] = ["MtcpRedis.Core", "MtcpRedis.Keyspace", "MtcpRedis.Persistence"],
        ["MtcpRedis.Server"] =
            ["MtcpRedis.Core", "MtcpRedis.NetStack", "MtcpRedis.Keyspace", "MtcpRedis.Persistence", "MtcpRedis.Replication"],
    };

    [Fact]
    public void Projects_UnderSrc_AreTheKnownLayers()
    {
        string[] names = SourceProject.All.Select(project => project.FileName).ToArray();
        Assert.Contains("MtcpRedis.Server", names);
        Assert.All(names, name => Assert.Contains(name, s_allowed.Keys));
    }

    [Fact]
    public void ProjectFiles_ReferenceOnly_WhatTheirLayerMayKnow()
    {
        string[] wrong = SourceProject.All
            .SelectMany(project => project.ProjectReferences.Except(s_allowed[project.FileName]).Select(other => $"{project} -> {other}"))
            .ToArray();
        Assert.True(wrong.Length == 0, string.Join("; ", wrong));
    }

    [Fact]
    public void Assemblies_ReferenceOnly_WhatTheirLayerMayKnow()
    {
        string[] wrong = SourceProject.All
            .SelectMany(project => References(project)
                .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && !s_allowed[project.FileName].Contains(name))
                .Select(name => $"{project} -> {name}"))
            .ToArray();
        Assert.True(wrong.Length == 0, string.Join("; ", wrong));
    }

    [Theory]
    [InlineData("MtcpRedis.Core")]
    [InlineData("MtcpRedis.NetStack")]
    public void LowLayers_KnowNoActorsAndNoPackages(string layer)
    {
        SourceProject project = Assert.Single(SourceProject.All, project => project.FileName == layer);
        Assert.Empty(project.PackageReferences);
        Assert.DoesNotContain(References(project), name => name.StartsWith("Akka", StringComparison.Ordinal));
    }

    private static IEnumerable<string> References(SourceProject project) =>
        Assembly.Load(project.AssemblyName).GetReferencedAssemblies().Select(name => name.Name!);
}
