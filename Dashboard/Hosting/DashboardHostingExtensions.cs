using System.Net;
using ClipGrid.Contracts.Client;
using ClipGrid.Dashboard.Access;
using ClipGrid.Dashboard.Datasets;
using ClipGrid.Dashboard.Datasets.Uploads;
using ClipGrid.Dashboard.Layout;
using ClipGrid.Dashboard.Limits;
using ClipGrid.Dashboard.Models;
using ClipGrid.Dashboard.Monitoring;
using ClipGrid.Dashboard.Search.Classification;
using ClipGrid.Dashboard.Training;
using ClipGrid.Dashboard.Training.Curves;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>Puts the pages and the HTTP API into a web application that has a <see cref="ClipGridClient"/>.</summary>
public static class DashboardHostingExtensions
{
    private static readonly string[] LoopbackNames = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Registers what the pages need. The caller registers the client.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="access">Who may come; null for everybody.</param>
    /// <param name="isAsked">Whether callers must say who they are.</param>
    public static WebApplicationBuilder AddClipGridDashboard(this WebApplicationBuilder builder, AccessSettings? access = null, bool isAsked = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        // Outside a published folder the files lie in the packages that bring them.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ClassificationJobs>();
        builder.Services.AddSingleton<SessionList>();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        builder.Services.AddMudServices(mud => mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomRight);
        builder.Services.AddScoped<ConnectionWatch>();
        builder.Services.AddScoped<CircuitHandler>(services => services.GetRequiredService<ConnectionWatch>());
        builder.AddClipGridApi(isAsked);
        builder.Services.AddHealthChecks();
        builder.Services.AddExceptionHandler<ProblemAnswers>();
        builder.Services.AddProblemDetails();
        builder.Services.TryAddSingleton(new CurrentCaller(ownKey: null, isAsked));
        builder.Services.TryAddSingleton(services => new OwnGrid(services.GetRequiredService<ClipGridClient>()));
        builder.AddAccess(access ?? new AccessSettings(), isAsked);
        builder.AddUploads();
        builder.Services.AddAntiforgery(antiforgery => antiforgery.Cookie.Name = "clipgrid-antiforgery");
        // A page of another site must not reach a grid on this machine by a name of its own that points here.
        builder.Services.PostConfigure<HostFilteringOptions>(filtering =>
        {
            if (builder.Configuration["AllowedHosts"] is null && IPAddress.IsLoopback(HttpAddress.Read(builder.Configuration)))
                filtering.AllowedHosts = LoopbackNames;
        });
        return builder;
    }

    /// <summary>Maps pages, pictures and the HTTP API.</summary>
    public static WebApplication MapClipGridDashboard(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler();
        app.UseMiddleware<ForeignOrigins>();
        app.UseWhen(IsForPrograms, programs => programs.UseStatusCodePages());
        app.UseWhen(context => !IsForPrograms(context), people => people.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        // After the pages for errors, so that their address is matched too.
        app.UseRouting();
        app.UseAccess();
        OpenPages pages = app.Services.GetRequiredService<OpenPages>();
        app.Use(next => context => pages.InvokeAsync(context, next));
        app.UseAntiforgery();
        app.MapStaticAssets().AllowAnonymous();
        app.MapSignIn();
        app.MapHealth(tellsWhy: false);
        app.MapPictures();
        app.MapClipGridApi();
        app.MapModelExport();
        app.MapUploads();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }

    private static bool IsForPrograms(HttpContext context) => ApiPaths.IsForPrograms(context.Request.Path);
}
