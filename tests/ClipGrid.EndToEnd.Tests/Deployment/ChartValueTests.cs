using ClipGrid.EndToEnd.Tests.Processes;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Deployment;

/// <summary>Values that cannot be meant are refused, by the chart's schema or by the chart, and the message names them.</summary>
public sealed class ChartValueTests
{
    [Theory]
    [InlineData("replica=3", "replica")]
    [InlineData("index.replicas=0", "/index/replicas")]
    [InlineData("index.replicas=two", "/index/replicas")]
    [InlineData("index.role=Trainer", "/index/role")]
    [InlineData("clustering.kind=Localhost", "/clustering/kind")]
    [InlineData("clustering.connectionString=host:6379", "connectionString")]
    [InlineData("clustering.existingSecret.value=host:6379", "value")]
    [InlineData("storage.connectionString=AccountKey=x", "connectionString")]
    [InlineData("storage.serviceUri=http://account.blob.core.windows.net", "/storage/serviceUri")]
    [InlineData("storage.container=A", "/storage/container")]
    [InlineData("access.mode=Auto", "/access/mode")]
    [InlineData("access.key=x", "key")]
    [InlineData("access.oidc.authority=https://login.example.com", "/access/oidc/clientId")]
    [InlineData("access.oidc.authority=http://login.example.com", "/access/oidc/authority")]
    [InlineData("access.oidc.clientSecret=x", "clientSecret")]
    [InlineData("access.jwt.authority=https://login.example.com", "/access/jwt/audience")]
    [InlineData("settings.silo.ClipGrid__Clustering__Redis=host:6379", "ClipGrid__Clustering__Redis")]
    [InlineData("settings.silo.ClipGrid__Storage__ConnectionString=x", "ClipGrid__Storage__ConnectionString")]
    [InlineData("settings.web.ClipGrid__Access__Key=x", "ClipGrid__Access__Key")]
    [InlineData("settings.web.ClipGrid__Access__Oidc__ClientSecret=x", "ClipGrid__Access__Oidc__ClientSecret")]
    [InlineData("settings.web.LD_PRELOAD=x", "LD_PRELOAD")]
    [InlineData("terminationGracePeriodSeconds=30", "/terminationGracePeriodSeconds")]
    [InlineData("ports.http=80", "/ports/http")]
    [InlineData("images.web.tag=latest", "/images/web/tag")]
    [InlineData("images.web.digest=sha256:abc", "/images/web/digest")]
    [InlineData("gpu.count=0", "/gpu/count")]
    [InlineData("networkPolicy.webFrom=null", "webFrom")]
    [InlineData("networkPolicy.monitoringFrom=null", "monitoringFrom")]
    [InlineData("access.mode=null", "mode")]
    [InlineData("networkPolicy=null", "networkPolicy")]
    [InlineData("networkPolicy.monitoringFrom[0].ip=0.0.0.0/0", "/networkPolicy/monitoringFrom/0")]
    [InlineData("ingress.enabled=true", "/ingress/host")]
    [InlineData("ingress.enabled=true,ingress.host=a.example.com,ingress.tlsSecret=tls,access.mode=Open", "/ingress/enabled")]
    [InlineData("trainer.resources.limits.cpu=8000m", "trainer.resources")]
    public async Task Values_ThatCannotBeMeant_AreRefusedByName(string set, string named)
    {
        ChildResult rendered = await HelmProgram.RunAsync(["template", "clipgrid", HelmProgram.Chart, .. RenderedChart.Arguments("", set)], TestContext.Current.CancellationToken);

        Assert.True(rendered.ExitCode != 0, rendered.ToString());
        Assert.Contains(named, rendered.Error, StringComparison.Ordinal);
    }
}
