using System.Text.Json;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Architecture;

/// <summary>The build property Torch picks the native torch.</summary>
public sealed class TorchChoiceTests
{
    [Theory]
    [InlineData("cpu", "TorchSharp-cpu", "TorchSharp-cuda-linux")]
    [InlineData("cuda", "TorchSharp-cuda-linux", "TorchSharp-cpu")]
    public async Task Torch_KnownChoice_PicksItsNativePackage(string choice, string picked, string left)
    {
        ChildResult asked = await Child.RunAsync(
            "dotnet", ["msbuild", Built.Root("Silo/ClipGrid.Silo.csproj"), "-getItem:PackageReference", $"-p:Torch={choice}"], TestContext.Current.CancellationToken);

        Assert.True(asked.ExitCode == 0, asked.ToString());
        using JsonDocument items = JsonDocument.Parse(asked.Output);
        string?[] packages = [.. items.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().Select(item => item.GetProperty("Identity").GetString())];
        Assert.Contains(picked, packages);
        Assert.DoesNotContain(left, packages);
    }

    [Fact]
    public async Task Torch_UnknownChoice_StopsTheBuildAndNamesTheChoices()
    {
        ChildResult built = await Child.RunAsync(
            "dotnet", ["msbuild", Built.Root("Silo/ClipGrid.Silo.csproj"), "-t:CheckTorch", "-p:Torch=rocm"], TestContext.Current.CancellationToken);

        Assert.NotEqual(0, built.ExitCode);
        Assert.Contains("CLIPGRID001", built.Output, StringComparison.Ordinal);
        Assert.Contains("-p:Torch=cuda", built.Output, StringComparison.Ordinal);
    }
}
