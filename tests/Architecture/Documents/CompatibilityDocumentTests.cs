using Xunit;

namespace MtcpRedis.Architecture.Documents;

public class CompatibilityDocumentTests
{
    /// <summary>With UPDATE_DOCS=1, which <c>make docs</c> sets, the file is written first.</summary>
    [Fact]
    public void CompatibilityDocument_TellsTheStateOfEveryCommand()
    {
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
            CompatibilityDocument.Update();
        Assert.True(
            CompatibilityDocument.Current == CompatibilityDocument.Generate(),
            "docs/compatibility.md is out of date: run `make docs` and commit the result.");
    }
}
