using ClipGrid.Contracts.Client;
using ClipGrid.Dashboard.Access;
using ClipGrid.Dashboard.Cluster;
using ClipGrid.Dashboard.Hosting;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Orleans.Dashboard;

namespace ClipGrid.Silo.Hosting;

/// <summary>The silo's side to browsers: the dashboard and the HTTP API over the silo's own grains, or nothing at all.</summary>
internal static class SiloWeb
{
    /// <summary>Builds the process's host.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, GridSettings settings)
    {
        if (!settings.HasPages)
        {
            builder.Services.AddSingleton<IServer, NoServer>();
            return builder.Build();
        }
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(settings.HttpEndpoint, settings.HttpPort));
        CurrentCaller current = new(ownKey: null, settings.AsksForKeys);
        builder.Services.AddSingleton(current);
        builder.Services.AddSingleton(services => Client(services, current.ClaimAsync));
        builder.Services.AddSingleton(services => new OwnGrid(Client(services, () => ValueTask.FromResult(CallerClaim.Silo))));
        builder.AddClipGridDashboard(settings.Access, settings.AsksForKeys);
        // Pages that are open while the silo starts anew stay valid.
        builder.Services.AddDataProtection().SetApplicationName(nameof(ClipGrid)).PersistKeysToFileSystem(Directory.CreateDirectory(Path.Combine(settings.DataFolder, "http-keys")));
        WebApplication host = builder.Build();
        host.MapClipGridDashboard();
        if (settings.OrleansDashboard)
            host.MapOrleansDashboard(OrleansPages.Path).RequireAuthorization(AdminPolicy.Name).ExcludeFromDescription();
        return host;
    }

    private static ClipGridClient Client(IServiceProvider services, Func<ValueTask<CallerClaim>> caller) =>
        new(services.GetRequiredService<IGrainFactory>(), time: services.GetRequiredService<TimeProvider>(), caller: caller);
}
