using System.Text.RegularExpressions;

namespace MtcpRedis.Architecture.Layout;

/// <summary>A source file of the product, read line by line; file-scoped namespaces put its types at the start of a line.</summary>
internal sealed partial class SourceFile
{
    private readonly string[] _lines;
    private readonly SourceProject _project;

    public SourceFile(SourceProject project, string path)
    {
        _project = project;
        Path = project.FileName + "/" + project.Relative(path);
        FolderPath = System.IO.Path.GetDirectoryName(project.Relative(path))!;
        _lines = File.ReadAllLines(path);
        string name = System.IO.Path.GetFileNameWithoutExtension(path);
        // Database.Expiry.cs holds a part of Database.
        Name = name.Split('.')[0];
    }

    /// <summary>Project and path in it, for messages.</summary>
    public string Path { get; }

    public string FolderPath { get; }

    /// <summary>The file's name without endings.</summary>
    public string Name { get; }

    public int LineCount => _lines.Length;

    public string? Namespace =>
        _lines.Select(line => NamespaceLine().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;

    /// <summary>The namespace that the folder asks for.</summary>
    public string FolderNamespace =>
        FolderPath.Length == 0 ? _project.RootNamespace : _project.RootNamespace + "." + FolderPath.Replace('/', '.').Replace('\\', '.');

    /// <summary>Names of all types that the file declares outside other types.</summary>
    public string[] Types => Declared(_ => true);

    /// <summary>Names of the public ones.</summary>
    public string[] PublicTypes => Declared(visibility => visibility == "public");

    private string[] Declared(Func<string, bool> wanted) =>
        _lines.Select(line => TypeLine().Match(line))
            .Where(match => match.Success && wanted(match.Groups["visibility"].Value))
            .Select(match => match.Groups["name"].Value)
            .ToArray();

    [GeneratedRegex(@"^namespace ([\w.]+)")]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(
        @"^(?<visibility>public|internal|file)\s+(?:(?:static|sealed|abstract|partial|readonly|ref|unsafe)\s+)*"
        + @"(?:class|struct|interface|enum|record(?:\s+struct|\s+class)?|delegate\s+[\w<>\[\]?*.]+)\s+(?<name>\w+)")]
    private static partial Regex TypeLine();
}
