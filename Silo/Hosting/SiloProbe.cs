using ClipGrid.Dashboard.Hosting;

namespace ClipGrid.Silo.Hosting;

/// <summary>Asks a silo that runs how it is, by what it was started with.</summary>
internal static class SiloProbe
{
    /// <summary>Returns <see cref="SiloCommand.Done"/> if all is well; else a sentence on the error output says what is not.</summary>
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> overrides, string question, SiloConsole console, CancellationToken cancellationToken)
    {
        WebApplicationBuilder settings = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        settings.Configuration.AddInMemoryCollection(overrides);
        if (await HealthProbe.AskAsync(settings.Configuration.GetSection(GridSettings.Section), question, cancellationToken) is not { } trouble)
            return SiloCommand.Done;
        console.Error.WriteLine(trouble);
        return SiloCommand.Failed;
    }
}
