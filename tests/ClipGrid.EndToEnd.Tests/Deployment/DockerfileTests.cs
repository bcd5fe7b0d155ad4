using ClipGrid.EndToEnd.Tests.Architecture;
using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>What can be known of images without building them.</summary>
public sealed class DockerfileTests(SourceTree tree) : IClassFixture<SourceTree>
{
    public static TheoryData<string> Images => [.. Dockerfile.Names];

    [Fact]
    public void Dockerfiles_InTheFolder_AreAllRead() =>
        Assert.Equal(
            Directory.GetFiles(Built.Root("infra/docker"), "*.Dockerfile").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal),
            Dockerfile.Names.Select(name => $"{name}.Dockerfile").Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Images))]
    public void Bases_OfEachImage_AreNamedByTagAndByADigestThatTheBuilderMustGive(string image)
    {
        Dockerfile file = Dockerfile.Read(image);

        Assert.All(file.Bases, from => Assert.Matches(@"^mcr\.microsoft\.com/dotnet/(sdk|aspnet):10\.0-noble(-chiseled)?@\$\{(SDK|RUNTIME)_DIGEST\}$", from));
        Assert.Equal(["SDK_DIGEST", "RUNTIME_DIGEST"], file.All("ARG"));
        string pins = File.ReadAllText(Built.Root("infra/docker/pin.sh"));
        Assert.All(file.Bases, from => Assert.Contains($"digest {from.Split('@')[0]})", pins, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Images))]
    public void Image_Each_RunsAsNobodyAndAsksItselfHowItIs(string image)
    {
        Dockerfile file = Dockerfile.Read(image);
        string[] start = Dockerfile.Words(file.LastStage.Single(one => one.Word == "ENTRYPOINT").Text);
        string check = file.LastStage.Single(one => one.Word == "HEALTHCHECK").Text;

        Assert.Equal("1654", file.LastStage.Single(one => one.Word == "USER").Text);
        Assert.Equal(["dotnet", image == "web" ? "ClipGrid.Dashboard.dll" : "ClipGrid.Silo.dll"], start);
        Assert.Equal([.. start, "--probe", "live"], Dockerfile.Words(check[check.IndexOf('[', StringComparison.Ordinal)..]));
        Assert.Equal("9090", file.Environment["ClipGrid__MonitorPort"]);
        Assert.Equal("*", file.Environment["ClipGrid__MonitorAddress"]);
        Assert.Equal("", file.Environment["ASPNETCORE_HTTP_PORTS"]);
        Assert.DoesNotContain(file.LastStage, one => one.Word is "RUN" or "ADD");
        string[] folders = file.LastStage.Single(one => one.Word == "VOLUME").Text.Split(' ');
        Assert.Contains("/tmp", folders);
        if (image != "web")
            Assert.Contains(file.Environment["ClipGrid__DataFolder"], folders);
    }

    [Theory]
    [InlineData("silo", "cpu")]
    [InlineData("silo-cuda", "cuda")]
    public void Silo_OfEachKind_IsPublishedWithItsTorch(string image, string torch) =>
        Assert.Contains($"-p:Torch={torch} ", Dockerfile.Read(image).All("RUN").First(), StringComparison.Ordinal);

    [Theory, MemberData(nameof(Images))]
    public void Copies_OfEachImage_AreThereAndGoToTheBuilder(string image) =>
        Assert.All(
            Dockerfile.Read(image).All("COPY").Where(rest => !rest.StartsWith("--from", StringComparison.Ordinal)).SelectMany(rest => rest.Split(' ')[..^1]),
            source => Assert.Contains(tree.Files, file => (file == source || file.StartsWith(source + "/", StringComparison.Ordinal)) && BuildContext.Holds(file)));

    [Theory]
    [InlineData("Silo/Program.cs", true)]
    [InlineData("Dashboard/wwwroot/app.css", true)]
    [InlineData("infra/build/TorchNative.targets", true)]
    [InlineData("Grains/Training/Data/SessionPlanner.cs", true)]
    [InlineData("Silo/bin/Release/net10.0/ClipGrid.Silo.dll", false)]
    [InlineData("Model/obj/project.assets.json", false)]
    [InlineData("Silo/data/blobs/x", false)]
    [InlineData("data/blobs/x", false)]
    [InlineData("tests/run.sh", false)]
    [InlineData("infra/docker/.env", false)]
    [InlineData("infra/buildings", false)]
    [InlineData(".git/config", false)]
    public void Context_ByItsPatterns_HoldsSourcesOnly(string file, bool holds) =>
        Assert.Equal(holds, BuildContext.Holds(file));
}
