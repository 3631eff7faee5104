using System.Reflection;
using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Commands;
using MtcpRedis.Server.Commands;
using Xunit;

namespace MtcpRedis.Architecture.Commands;

/// <summary>A family of commands that is declared is also served.</summary>
public class CommandFamilyTests
{
    private static readonly Assembly[] s_assemblies = [typeof(KeyspaceCommands).Assembly, typeof(AllCommands).Assembly];

    public static TheoryData<string> Families
    {
        get
        {
            var names = new TheoryData<string>();
            foreach (Type type in FamilyTypes())
                names.Add(type.FullName!);
            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void Family_IsInTheServersTable(string typeName)
    {
        CommandTable table = AllCommands.BuildTable();
        Type type = FamilyTypes().Single(candidate => candidate.FullName == typeName);
        foreach (CommandSpec command in Declared(type))
            Assert.Same(command, table.Find(System.Text.Encoding.ASCII.GetBytes(command.Name)));
    }

    [Fact]
    public void Families_AreFoundByReflection() =>
        Assert.Contains(typeof(AllCommands).Assembly.GetType("MtcpRedis.Server.Commands.ClientCommands"), FamilyTypes());

    private static IEnumerable<Type> FamilyTypes() =>
        s_assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Name.EndsWith("Commands", StringComparison.Ordinal) && ListOf(type) is not null && type != typeof(KeyspaceCommands));

    private static PropertyInfo? ListOf(Type type)
    {
        PropertyInfo? property = type.GetProperty("All", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);
        return property is not null && typeof(IEnumerable<CommandSpec>).IsAssignableFrom(property.PropertyType) ? property : null;
    }

    private static IEnumerable<CommandSpec> Declared(Type type) => (IEnumerable<CommandSpec>)ListOf(type)!.GetValue(null)!;
}
