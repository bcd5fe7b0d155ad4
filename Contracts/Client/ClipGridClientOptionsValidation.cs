using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Naming;
using ClipGrid.Contracts.Tls;
using Microsoft.Extensions.Options;

namespace ClipGrid.Contracts.Client;

/// <summary>Says what is wrong with a client's options: member, value, remedy.</summary>
internal sealed class ClipGridClientOptionsValidation : IValidateOptions<ClipGridClientOptions>
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>Throws an Invalid <see cref="GridException"/> where something is wrong.</summary>
    public static void Check(ClipGridClientOptions options)
    {
        string[] faults = [.. Faults(options)];
        if (faults.Length > 0)
            throw new GridException(GridProblem.Invalid, string.Join(' ', faults));
    }

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, ClipGridClientOptions options)
    {
        string[] faults = [.. Faults(options)];
        return faults.Length > 0 ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }

    private static string? TlsFault(string folder, string siloName)
    {
        try
        {
            GridTls.OfClient(folder, siloName, TimeProvider.System);
            return null;
        }
        catch (GridException error)
        {
            return error.Message;
        }
    }

    private static IEnumerable<string> Faults(ClipGridClientOptions options)
    {
        if (GridEndpoints.Parse(options.Endpoint).IsEmpty)
            yield return $"Endpoint is {GridName.Shown(options.Endpoint)}: write host:port with a port from 1 to 65535, for example 127.0.0.1:30000; several with commas between them.";
        if (string.IsNullOrWhiteSpace(options.ClusterId))
            yield return "ClusterId is empty: write the id that the silos have, for example clipgrid.";
        if (string.IsNullOrWhiteSpace(options.ServiceId))
            yield return "ServiceId is empty: write the id that the silos have, for example clipgrid.";
        if (string.IsNullOrWhiteSpace(options.TlsSiloName))
            yield return $"TlsSiloName is empty: write the name that the silos' certificates have, or leave it out for {GridTls.UsualSiloName}.";
        else if (options.TlsFolder is { } folder && TlsFault(folder, options.TlsSiloName) is { } fault)
            yield return fault;
        if (options.ConnectTimeout < ShortestWait || options.ConnectTimeout > LongestWait)
            yield return $"ConnectTimeout is {options.ConnectTimeout}: set 100 ms to 10 min.";
        if (options.ResponseTimeout < ShortestWait || options.ResponseTimeout > LongestWait)
            yield return $"ResponseTimeout is {options.ResponseTimeout}: set 100 ms to 10 min.";
        if (options.PollInterval < TimeSpan.FromMilliseconds(10) || options.PollInterval > TimeSpan.FromMinutes(1))
            yield return $"PollInterval is {options.PollInterval}: set 10 ms to 1 min.";
    }
}
