using System.Diagnostics;
using System.Text;
using ClipGrid.Contracts.Datasets;
using ClipGrid.Contracts.Transfers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Orleans.Serialization.Configuration;
using Orleans.Serialization.TypeSystem;
using Xunit;

namespace ClipGrid.Contracts.Tests.Wire;

/// <summary>A message brings only what the contracts list: a name of another type in it makes no object.</summary>
[Trait("Check", "S8")]
public sealed class UnlistedTypeTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer(serializer => serializer.AddAssembly(typeof(ITransferGrain).Assembly)).BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void Options_AllowOnlyWhatIsListed() => Assert.False(_services.GetRequiredService<IOptions<TypeManifestOptions>>().Value.AllowAllTypes);

    [Theory]
    [InlineData(typeof(Process))]
    [InlineData(typeof(FileStream))]
    [InlineData(typeof(ProcessStartInfo))]
    [InlineData(typeof(System.Reflection.Assembly))]
    public void Name_OfATypeThatIsNotListed_IsRefused(Type type)
    {
        TypeConverter names = _services.GetRequiredService<TypeConverter>();

        Assert.False(IsAllowed(names, type.AssemblyQualifiedName!));
        Assert.False(IsAllowed(names, $"{type.FullName}, {type.Assembly.GetName().Name}"));
        Assert.True(IsAllowed(names, names.Format(typeof(DatasetRef))));
    }

    [Fact]
    public void Bytes_ThatNameAnotherType_MakeNoObject()
    {
        Serializer serializer = _services.GetRequiredService<Serializer>();
        string listed = _services.GetRequiredService<TypeConverter>().Format(typeof(DatasetRef));
        byte[] bytes = serializer.SerializeToArray<object>(DatasetRef.Parse("emoji"));
        int at = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(listed));
        Assert.True(at > 0, $"{listed} stands in {Convert.ToHexString(bytes)}");
        // As long as the name that it takes the place of, so that the rest of the message stays whole.
        byte[] forged = [.. bytes];
        Encoding.UTF8.GetBytes("System.IO.FileInfo".PadRight(listed.Length)[..listed.Length]).CopyTo(forged, at);

        Assert.Equal(DatasetRef.Parse("emoji"), serializer.Deserialize<object>(bytes));
        Assert.ThrowsAny<Exception>(() => serializer.Deserialize<object>(forged));
    }

    private static bool IsAllowed(TypeConverter names, string name)
    {
        try
        {
            return names.TryParse(name, out Type? type) && type is not null;
        }
        catch (Exception e) when (e is InvalidOperationException or TypeLoadException or FormatException or ArgumentException)
        {
            return false;
        }
    }
}
