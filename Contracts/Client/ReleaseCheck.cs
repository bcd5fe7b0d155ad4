using System.Reflection;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;

namespace ClipGrid.Contracts.Client;

/// <summary>Client and grid must be of the same release: major and minor alike.</summary>
internal static class ReleaseCheck
{
    /// <summary>The release of this client, for example 0.1.0.</summary>
    public static string Own { get; } =
        (typeof(ReleaseCheck).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0").Split('+')[0];

    /// <summary>Refuses a grid of another release.</summary>
    /// <exception cref="GridException">WrongState: another major or minor release.</exception>
    public static void Demand(string ofGrid, string endpoint)
    {
        if (Series(ofGrid) != Series(Own))
            throw new GridException(
                GridProblem.WrongState,
                $"The grid at {endpoint} is of release {GridName.Shown(ofGrid)}, this client of {Own}: use a client of the grid's release, or update the silos.");
    }

    // "0.1.0-beta+8d3f" is of the series "0.1".
    private static string Series(string release) => string.Join('.', release.Split('+', '-')[0].Split('.').Take(2));
}
