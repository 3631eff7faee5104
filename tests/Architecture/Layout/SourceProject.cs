using System.Xml.Linq;
using MtcpRedis.TestKit;

namespace MtcpRedis.Architecture.Layout;

/// <summary>A project under <c>src</c>, read from its project file and its sources.</summary>
internal sealed class SourceProject
{
    private readonly XDocument _document;

    private SourceProject(string file)
    {
        File = file;
        Folder = Path.GetDirectoryName(file)!;
        _document = XDocument.Load(file);
        FileName = Path.GetFileNameWithoutExtension(file);
    }

    /// <summary>Every project of the product.</summary>
    public static SourceProject[] All { get; } =
        Directory.EnumerateFiles(Path.Combine(RepositoryPaths.Root, "src"), "*.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(file => new SourceProject(file))
            .ToArray();

    public string File { get; }

    public string Folder { get; }

    /// <summary>Name of the project file without its ending, <c>MtcpRedis.Core</c> for example; the layers are called so.</summary>
    public string FileName { get; }

    public string RootNamespace => Property("RootNamespace") ?? FileName;

    public string AssemblyName => Property("AssemblyName") ?? FileName;

    public IEnumerable<string> ProjectReferences =>
        Includes("ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    public IEnumerable<string> PackageReferences => Includes("PackageReference");

    /// <summary>The source files, without what the build makes.</summary>
    public IEnumerable<SourceFile> Sources =>
        Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => !Relative(file).Split('/').Any(part => part is "obj" or "bin"))
            .Order(StringComparer.Ordinal)
            .Select(file => new SourceFile(this, file));

    public string Relative(string file) => Path.GetRelativePath(Folder, file).Replace('\\', '/');

    public override string ToString() => FileName;

    private string? Property(string name) => _document.Descendants(name).FirstOrDefault()?.Value;

    private IEnumerable<string> Includes(string item) =>
        _document.Descendants(item).Select(element => element.Attribute("Include")?.Value).OfType<string>();
}
