using ClipGrid.Contracts.Errors;

namespace ClipGrid.Dashboard.Monitoring;

/// <summary>The section <c>ClipGrid:Telemetry</c>, and the OpenTelemetry variables that say where to send.</summary>
public sealed class TelemetrySettings
{
    private const string Section = "ClipGrid:Telemetry";
    private const string Otlp = "Otlp";
    private const string EndpointVariable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    private static readonly string[] EndpointVariables =
        [EndpointVariable, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", "OTEL_EXPORTER_OTLP_LOGS_ENDPOINT"];

    private TelemetrySettings()
    {
    }

    /// <summary>Whether traces, metrics and logs are sent to a collector.</summary>
    public bool IsExported { get; private init; }

    /// <summary>
    /// The settings of a configuration. The endpoint is handed on as the variable that OpenTelemetry's own rules begin with, so that protocol,
    /// headers and all else that they know keep their meaning.
    /// </summary>
    /// <exception cref="GridException">Invalid: a key is unknown, or the endpoint is no address.</exception>
    public static TelemetrySettings Read(ConfigurationManager configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        foreach (IConfigurationSection child in configuration.GetSection(Section).GetChildren())
            Require(child.Key.Equals(Otlp, StringComparison.OrdinalIgnoreCase), $"{Section}:{child.Key} is not known: {Section} has {Otlp}.");
        if (configuration[$"{Section}:{Otlp}"] is { Length: > 0 } text)
        {
            // The value is not quoted: somebody may have put a password into it.
            Require(
                Uri.TryCreate(text, UriKind.Absolute, out Uri? endpoint) && endpoint.Scheme is "http" or "https" && endpoint.Host.Length > 0,
                $"{Section}:{Otlp} is no address: give a collector's, such as http://collector:4317, or leave it out.");
            Require(Uri.TryCreate(text, UriKind.Absolute, out Uri? plain) && plain.UserInfo.Length == 0, $"{Section}:{Otlp} has a name or a password in it: take them out, and give what the collector asks for as OTEL_EXPORTER_OTLP_HEADERS.");
            configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>(EndpointVariable, text)]);
        }
        return new TelemetrySettings { IsExported = EndpointVariables.Any(variable => !string.IsNullOrWhiteSpace(configuration[variable])) };
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
            throw new GridException(GridProblem.Invalid, otherwise);
    }
}
