using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>The compose file: what it starts, in which order, and what its containers may not do.</summary>
public sealed class ComposeTests
{
    private readonly ComposeFile _compose = ComposeFile.Read();

    [Fact]
    public void Services_All_AreConfinedAndOfferNothingBeyondLoopback()
    {
        Assert.Equal(["azurite", "index", "redis", "trainer", "web"], _compose.Services.Keys.Order(StringComparer.Ordinal));
        Assert.All(_compose.Services.Values, service =>
        {
            Assert.True(service.ReadOnly);
            Assert.Equal(["ALL"], service.CapDrop);
            Assert.Equal(["no-new-privileges:true"], service.SecurityOpt);
            Assert.All(service.Ports, port => Assert.StartsWith("127.0.0.1:", port, StringComparison.Ordinal));
            Assert.All(service.Volumes, volume => Assert.Contains(volume.Split(':')[0], _compose.Volumes.Keys));
        });
    }

    [Fact]
    public void Images_NotBuiltHere_HaveADigestAndACheck() =>
        Assert.All(_compose.Services.Values.Where(service => service.Build is null), service =>
        {
            Assert.Matches(@"^[a-z./-]+:[0-9a-z.-]+@\$\{[A-Z]+_DIGEST:\?run infra/docker/pin\.sh first\}$", service.Image);
            Assert.Contains($"digest {service.Image.Split('@')[0]})", File.ReadAllText(Built.Root("infra/docker/pin.sh")), StringComparison.Ordinal);
            Assert.NotNull(service.Healthcheck);
        });

    [Fact]
    public void Images_BuiltHere_GetEveryArgumentOfTheirDockerfile() =>
        Assert.All(_compose.Services.Values.Where(service => service.Build is not null), service =>
        {
            Assert.Equal("../..", service.Build!.Context);
            string name = Path.GetFileName(service.Build.Dockerfile).Split('.')[0];
            Assert.Equal($"infra/docker/{name}.Dockerfile", service.Build.Dockerfile);
            Assert.Equal($"clipgrid-{name}", service.Image);
            string[] start = Dockerfile.Words(Dockerfile.Read(name).All("ENTRYPOINT").Single());
            Assert.Equal(["CMD", .. start, "--probe", "ready"], Assert.IsType<List<object>>(service.Healthcheck!["test"]));
            Assert.Equal(Dockerfile.Read(name).All("ARG").Order(StringComparer.Ordinal), service.Build.Arguments.Keys.Order(StringComparer.Ordinal));
        });

    [Fact]
    public void Services_ThatNeedOthers_WaitUntilTheyAreWell()
    {
        Assert.All(new[] { "index", "trainer" }, silo => Assert.Equal(["azurite", "redis"], Healthy(silo)));
        Assert.Equal(["index"], Healthy("web"));

        IEnumerable<string> Healthy(string service) =>
            _compose.Services[service].DependsOn.Where(one => one.Value["condition"] == "service_healthy").Select(one => one.Key).Order(StringComparer.Ordinal);
    }

    [Fact]
    public void Silos_Both_HaveAnAddressOfTheirOwnADiskAndTimeToHandOver() =>
        Assert.All(new[] { "index", "trainer" }, name =>
        {
            ComposeService silo = _compose.Services[name];
            Dictionary<object, object> network = Assert.IsType<Dictionary<object, object>>(Assert.IsType<Dictionary<object, object>>(silo.Networks)["grid"]);
            Assert.Equal(network["ipv4_address"], silo.Environment["ClipGrid__Address"]);
            Assert.Equal($"{name}:/data", Assert.Single(silo.Volumes));
            Assert.Equal("60s", silo.StopGracePeriod);
            Assert.Contains(silo.Tmpfs, folder => folder.StartsWith("/tmp:", StringComparison.Ordinal));
        });
}
