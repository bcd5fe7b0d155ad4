using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Tls;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>The section <c>ClipGrid:Tls</c>: whether silos and their clients speak TLS with each other.</summary>
public sealed class TlsSettings
{
    /// <summary>Its name.</summary>
    public const string Section = "ClipGrid:Tls";

    /// <summary>A folder with <c>tls.crt</c>, <c>tls.key</c> and <c>ca.crt</c> (PEM); null or empty: they speak none.</summary>
    public string? Folder { get; set; }

    /// <summary>The DNS name that all silos' certificates have and no other's.</summary>
    public string SiloName { get; set; } = GridTls.UsualSiloName;

    /// <summary>Whether a silo may talk to other machines without TLS.</summary>
    public bool AllowPlain { get; set; }

    /// <summary>The settings of a configuration.</summary>
    /// <exception cref="GridException">Invalid: a value is not of its type, a key is unknown, or the name is empty.</exception>
    public static TlsSettings Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        TlsSettings settings = new();
        try
        {
            configuration.GetSection(Section).Bind(settings, binder => binder.ErrorOnUnknownConfiguration = true);
        }
        catch (InvalidOperationException exception)
        {
            throw new GridException(GridProblem.Invalid, $"The section {Section} has a key that is unknown or of another type: known are {nameof(Folder)}, {nameof(SiloName)} and {nameof(AllowPlain)} (true or false).", exception);
        }
        if (string.IsNullOrWhiteSpace(settings.SiloName))
            throw new GridException(GridProblem.Invalid, $"{Section}:{nameof(SiloName)} is empty: give the name that the silos' certificates have, or leave it out for {GridTls.UsualSiloName}.");
        settings.Folder = string.IsNullOrWhiteSpace(settings.Folder) ? null : Path.GetFullPath(settings.Folder);
        return settings;
    }
}
