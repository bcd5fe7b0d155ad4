using System.Text.Json;
using ClipGrid.Cli.Hosting;
using Xunit;

namespace ClipGrid.Cli.Tests.Hosting;

/// <summary>The doctor where no grid is.</summary>
public sealed class DoctorTests
{
    [Fact]
    public async Task Doctor_NoGrid_SaysSoAndWhatToDo()
    {
        Cli.Run run = await Cli.RunAsync(["doctor"]);

        Assert.Equal(ExitCode.Failed, run.Code);
        Assert.Contains("BAD   connection", run.Output, StringComparison.Ordinal);
        Assert.Contains("-> Another grid is named by --endpoint", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NoGridAsJson_IsAListOfChecks()
    {
        Cli.Run run = await Cli.RunAsync(["doctor", "--json"]);

        using JsonDocument checks = JsonDocument.Parse(run.Output);
        JsonElement check = Assert.Single(checks.RootElement.EnumerateArray());
        Assert.Equal(("connection", "Bad"), (check.GetProperty("name").GetString(), check.GetProperty("status").GetString()));
        Assert.Equal("", run.Error);
    }
}
