using Xunit;

namespace MtcpRedis.Architecture.Layout;

/// <summary>How source files are named, placed and sized.</summary>
public class SourceFileTests
{
    private const int MaxLines = 600;

    private static SourceFile[] Files { get; } = SourceProject.All.SelectMany(project => project.Sources).ToArray();

    [Fact]
    public void Namespace_OfEveryFile_IsItsFolder()
    {
        // Program.cs may consist of statements alone; assembly attributes stand in no namespace either.
        Check(file => file.Types.Length == 0 || file.Namespace == file.FolderNamespace,
            file => $"{file.Path}: namespace {file.Namespace}, folder {file.FolderNamespace}");
    }

    [Fact]
    public void PublicTypes_PerFile_AtMostOne() =>
        Check(file => file.PublicTypes.Distinct().Count() <= 1, file => $"{file.Path}: {string.Join(", ", file.PublicTypes)}");

    [Fact]
    public void FileName_IsThatOfItsType() =>
        Check(IsNamedAfterItsType, file => $"{file.Path}: {string.Join(", ", file.Types)}");

    [Fact]
    public void Length_OfEveryFile_IsBounded() =>
        Check(file => file.LineCount <= MaxLines, file => $"{file.Path}: {file.LineCount} lines");

    private static bool IsNamedAfterItsType(SourceFile file)
    {
        string[] names = file.PublicTypes.Length > 0 ? file.PublicTypes : file.Types;
        // Directive<T> beside Directive lies in DirectiveOfT.cs.
        return names.Length == 0 || names.Contains(file.Name) || names.Any(name => file.Name == name + "OfT");
    }

    private static void Check(Func<SourceFile, bool> holds, Func<SourceFile, string> describe)
    {
        Assert.NotEmpty(Files);
        string[] wrong = Files.Where(file => !holds(file)).Select(describe).ToArray();
        Assert.True(wrong.Length == 0, $"{wrong.Length} files:\n" + string.Join("\n", wrong));
    }
}
