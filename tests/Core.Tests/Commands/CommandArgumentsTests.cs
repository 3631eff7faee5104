using MtcpRedis.Core.Commands.Arguments;
using Xunit;

namespace MtcpRedis.Core.Tests.Commands;

public class CommandArgumentsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("key", "key:Key@0")]
    [InlineData("key [key ...]", "key:Key@0+")]
    [InlineData("[channel [channel ...]]", "channel:String?+")]
    [InlineData("key [NX | XX]", "key:Key@0 condition:OneOf?(nx:PureToken=NX xx:PureToken=XX)")]
    [InlineData("<LEFT | RIGHT> count", "where:OneOf(left:PureToken=LEFT right:PureToken=RIGHT) count:Integer")]
    [InlineData("[EX seconds | PERSIST]", "expiration:OneOf?(seconds:Integer=EX persist:PureToken=PERSIST)")]
    [InlineData("score member [score member ...]", "data:Block+(score:Double member:String)")]
    [InlineData("[range: start end [BYTE | BIT]]",
        "range:Block?(start:Integer end:Integer unit:OneOf?(byte:PureToken=BYTE bit:PureToken=BIT))")]
    [InlineData("[LIMIT offset count]", "limit:Block=LIMIT?(offset:Integer count:Integer)")]
    [InlineData("[count-block: <COUNT count> [ANY]]", "count-block:Block?(count:Integer=COUNT any:PureToken=ANY?)")]
    [InlineData("[WEIGHTS weight [weight ...]]", "weight:Integer=WEIGHTS?+")]
    [InlineData("[GET get-pattern~pattern [GET get-pattern~pattern ...]]", "get-pattern~pattern:Pattern=GET?+*")]
    [InlineData("[get-block: GET encoding offset [GET encoding offset ...]]", "get-block:Block=GET?+*(encoding:String offset:Integer)")]
    [InlineData("AGGREGATE <SUM | MIN>", "aggregate:OneOf=AGGREGATE(sum:PureToken=SUM min:PureToken=MIN)")]
    [InlineData("[sorting: ALPHA]", "sorting:PureToken=ALPHA?")]
    [InlineData("increment/double", "increment:Double")]
    [InlineData("ID/string [ID/string ...]", "ID:String+")]
    [InlineData("<auto-id: \"*\">", "auto-id:PureToken=*")]
    [InlineData("<range: start end>...", "range:Block+(start:Integer end:Integer)")]
    public void Parse_Notation_GivesTheTree(string notation, string tree) =>
        Assert.Equal(tree, string.Join(' ', CommandArguments.Parse(notation, 1).Select(Text)));

    [Theory]
    [InlineData(1, "0 0")]
    [InlineData(2, "0 1")]
    [InlineData(3, "0 1")]
    [InlineData(0, "-1 -1")]
    public void Parse_Keys_BelongToSpecificationsInOrder(int specifications, string indexes) =>
        Assert.Equal(indexes, string.Join(' ', CommandArguments.Parse("source destination", specifications).Select(argument => argument.KeySpecIndex)));

    [Fact]
    public void Parse_NumberedKey_BelongsToTheOneNamed() =>
        Assert.Equal(2, CommandArguments.Parse("[STORE destination@2]", 3).Single().KeySpecIndex);

    [Theory]
    [InlineData("[key")]
    [InlineData("key]")]
    [InlineData("<a | b")]
    [InlineData("[]")]
    [InlineData("[a | ]")]
    [InlineData("...")]
    [InlineData("a | b")]
    [InlineData("\"open")]
    [InlineData("key/number")]
    [InlineData("=")]
    public void Parse_WrongNotation_Fails(string notation) =>
        Assert.Throws<FormatException>(() => CommandArguments.Parse(notation, 1));

    [Theory]
    [InlineData("key value [NX | XX] [GET] [EX seconds | KEEPTTL]", "key value [NX | XX] [GET] [EX seconds | KEEPTTL]")]
    [InlineData("key [BY by-pattern~pattern] [GET get-pattern~pattern [GET get-pattern~pattern ...]] [sorting: ALPHA]",
        "key [BY pattern] [GET pattern [GET pattern ...]] [ALPHA]")]
    [InlineData("[count-block: <COUNT count> [ANY]] <operation: AND | OR>", "[COUNT count [ANY]] <AND | OR>")]
    [InlineData("score member [score member ...]", "score member [score member ...]")]
    public void Usage_OfATree_IsWhatPeopleRead(string notation, string usage) =>
        Assert.Equal(usage, ArgumentUsage.Of(CommandArguments.Parse(notation, 1)));

    private static string Text(CommandArgument argument) =>
        argument.Name + (argument.Display is null ? "" : "~" + argument.Display) + ":" + argument.Type
        + (argument.Token is null ? "" : "=" + argument.Token) + (argument.KeySpecIndex < 0 ? "" : "@" + argument.KeySpecIndex)
        + (argument.IsOptional ? "?" : "") + (argument.IsMultiple ? "+" : "") + (argument.RepeatsToken ? "*" : "")
        + (argument.Children.Length == 0 ? "" : "(" + string.Join(' ', argument.Children.Select(Text)) + ")");
}
