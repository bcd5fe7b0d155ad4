using System.Reflection;
using System.Text;
using ClipGrid.Contracts.Cluster;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Contracts.Tests.Wire;

/// <summary>
/// The wire of this release, as text: aliases, member ids and types, methods. A member that was released never changes its id or type, and
/// its id is never used again: lines of wire.txt may be added, and those of a release may not be changed or removed.
/// </summary>
public sealed class WireTests
{
    [Fact, Trait("Check", "F31")]
    public void Wire_OfTheContracts_IsTheReleasedOne()
    {
        string now = Describe();
        string path = Path.Combine(Reference.RepositoryRoot, "tests", "ClipGrid.Contracts.Tests", "Wire", "wire.txt");
        string released = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        if (now == released)
            return;
        string made = Path.Combine(AppContext.BaseDirectory, "wire.txt");
        File.WriteAllText(made, now);
        string[] gone = [.. released.Split('\n').Except(now.Split('\n'))];
        string[] added = [.. now.Split('\n').Except(released.Split('\n'))];
        Assert.Fail($"The wire has changed. Gone: {string.Join(" | ", gone)}. New: {string.Join(" | ", added)}. If no release has what is gone, copy {made} to {path}.");
    }

    [Fact]
    public void Messages_Each_HaveAnAliasOfTheirOwnAndIdsWithoutAGap()
    {
        Type[] messages = [.. Messages()];
        string[] aliases = [.. messages.Select(Alias)];

        Assert.All(aliases, alias => Assert.StartsWith("clipgrid.", alias, StringComparison.Ordinal));
        Assert.Equal(aliases.Length, aliases.Distinct().Count());
        Assert.All(messages, message =>
        {
            uint[] ids = [.. Members(message).Select(member => member.Id).Order()];
            Assert.Equal(Enumerable.Range(0, ids.Length).Select(i => (uint)i), ids);
        });
    }

    private static string Describe()
    {
        StringBuilder text = new();
        foreach (Type message in Messages().OrderBy(Alias, StringComparer.Ordinal))
        {
            text.Append($"{(message.IsValueType ? "struct" : "class")} {Alias(message)}{(message.BaseType is { } origin && origin != typeof(object) && origin != typeof(ValueType) ? $" : {Name(origin)}" : "")}\n");
            foreach ((uint id, string name, Type type) in Members(message).OrderBy(member => member.Id))
                text.Append($"  {Alias(message)} {id} {name} {Name(type)}\n");
        }
        foreach (Type kind in Contracts().Where(type => type.IsEnum).OrderBy(type => type.Name, StringComparer.Ordinal))
            foreach (object value in Enum.GetValues(kind))
                text.Append($"enum {kind.Name} {value} {Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture)}\n");
        foreach (Type grain in Contracts().Where(type => type.IsInterface && typeof(IAddressable).IsAssignableFrom(type)).OrderBy(Alias, StringComparer.Ordinal))
            foreach (MethodInfo method in grain.GetMethods().OrderBy(method => method.Name, StringComparer.Ordinal))
                text.Append($"grain {Alias(grain)} {method.GetCustomAttribute<AliasAttribute>()?.Alias ?? "?"}({string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)))}) {Name(method.ReturnType)}\n");
        return text.ToString();
    }

    private static IEnumerable<Type> Contracts() => typeof(IDoctorGrain).Assembly.GetTypes().Where(type => type.Namespace?.StartsWith("ClipGrid.Contracts", StringComparison.Ordinal) == true && (type.IsPublic || type.IsNestedPublic));

    private static IEnumerable<Type> Messages() => Contracts().Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null);

    private static IEnumerable<(uint Id, string Name, Type Type)> Members(Type message) =>
        from property in message.GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        let id = property.GetCustomAttribute<IdAttribute>()
        where id is not null
        select (id.Id, property.Name, property.PropertyType);

    private static string Alias(Type type) => type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias ?? $"({type.Name} has no alias)";

    private static string Name(Type type) => type.IsGenericType ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
}
