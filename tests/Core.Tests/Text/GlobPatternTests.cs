using System.Text;
using MtcpRedis.Core.Text;
using Xunit;

namespace MtcpRedis.Core.Tests.Text;

public class GlobPatternTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("***", "abc", true)]
    [InlineData("?", "", false)]
    [InlineData("h?llo", "hallo", true)]
    [InlineData("h?llo", "hllo", false)]
    [InlineData("h*llo", "heeeello", true)]
    [InlineData("h*llo*x", "hello", false)]
    [InlineData("*a*b*c", "xaxbxbc", true)]
    [InlineData("*aab", "aaaab", true)]
    [InlineData("a*", "ba", false)]
    [InlineData("abc*", "abc", true)]
    public void Matches_StarAndQuestionMark_FollowsGlobRules(string pattern, string text, bool expected) =>
        Assert.Equal(expected, Match(pattern, text));

    [Theory]
    [InlineData("h[ae]llo", "hello", true)]
    [InlineData("h[ae]llo", "hillo", false)]
    [InlineData("h[^e]llo", "hello", false)]
    [InlineData("h[^e]llo", "hallo", true)]
    [InlineData("h[a-c]llo", "hbllo", true)]
    [InlineData("h[c-a]llo", "hbllo", true)]
    [InlineData("h[a-c]llo", "hdllo", false)]
    [InlineData("a[\\b]c", "abc", true)]
    [InlineData("a[\\]]c", "a]c", true)]
    [InlineData("a[b-]c", "a]", true)]
    [InlineData("a[b-]c", "a]c", false)]
    [InlineData("[^]bc", "abc", true)]
    [InlineData("[]bc", "abc", false)]
    [InlineData("[*]", "*", true)]
    [InlineData("[*]", "a", false)]
    public void Matches_Class_TestsOneByte(string pattern, string text, bool expected) => Assert.Equal(expected, Match(pattern, text));

    [Theory]
    [InlineData("a[b", "ab", true)]
    [InlineData("a[b", "abc", false)]
    [InlineData("a[", "ab", false)]
    [InlineData("a[^", "ab", true)]
    [InlineData("*[", "ab", false)]
    [InlineData("ab[c\\", "abc", true)]
    [InlineData("ab[c\\", "ab\\", true)]
    public void Matches_ClassNeverClosed_ExtendsToTheEnd(string pattern, string text, bool expected) =>
        Assert.Equal(expected, Match(pattern, text));

    [Theory]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "a", false)]
    [InlineData("a\\bc", "abc", true)]
    [InlineData("abc\\", "abc\\", true)]
    [InlineData("abc\\", "abc", false)]
    [InlineData("\\[a]", "[a]", true)]
    public void Matches_Backslash_TakesTheNextByteLiterally(string pattern, string text, bool expected) =>
        Assert.Equal(expected, Match(pattern, text));

    [Theory]
    [InlineData("MaxMem*", "maxmemory", true)]
    [InlineData("[A-C]x", "bX", true)]
    [InlineData("[ABC]x", "bX", true)]
    [InlineData("\\A", "a", true)]
    [InlineData("[\\A]", "a", false)]
    public void Matches_IgnoringCase_FoldsAsciiLetters(string pattern, string text, bool expected) =>
        Assert.Equal(expected, GlobPattern.Matches(Encoding.Latin1.GetBytes(pattern), Encoding.Latin1.GetBytes(text), ignoreCase: true));

    [Fact]
    public void Matches_CaseMatters_ByDefault() => Assert.False(Match("A*", "abc"));

    [Fact]
    public void Matches_BytesAboveAscii_AreNotFolded()
    {
        Assert.False(GlobPattern.Matches([0xc0], [0xe0], ignoreCase: true));
        Assert.True(GlobPattern.Matches([(byte)'[', 0x80, (byte)'-', 0xff, (byte)']'], [0xe0]));
    }

    [Fact]
    public void Matches_HostilePattern_CostsNoMoreThanTheProductOfLengths()
    {
        byte[] text = Encoding.ASCII.GetBytes(new string('a', 4000));
        byte[] pattern = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("a*", 2000)) + "b");
        Assert.False(GlobPattern.Matches(pattern, text));
    }

    [Fact]
    public void Matches_RandomPatterns_AgreeWithAReferenceDefinition()
    {
        var random = new Random(20240601);
        for (int round = 0; round < 20_000; round++)
        {
            string pattern = RandomText(random, "ab*?", 8);
            string text = RandomText(random, "ab", 8);
            Assert.True(Match(pattern, text) == Reference(pattern, text), $"pattern {pattern}, text {text}");
        }
    }

    private static bool Reference(string pattern, string text)
    {
        if (pattern.Length == 0)
            return text.Length == 0;
        if (pattern[0] == '*')
            return Reference(pattern[1..], text) || (text.Length > 0 && Reference(pattern, text[1..]));
        return text.Length > 0 && (pattern[0] == '?' || pattern[0] == text[0]) && Reference(pattern[1..], text[1..]);
    }

    private static string RandomText(Random random, string alphabet, int maxLength) =>
        string.Create(random.Next(maxLength + 1), random, (span, r) =>
        {
            foreach (ref char c in span)
                c = alphabet[r.Next(alphabet.Length)];
        });

    private static bool Match(string pattern, string text) =>
        GlobPattern.Matches(Encoding.Latin1.GetBytes(pattern), Encoding.Latin1.GetBytes(text));
}
