using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Tls;
using Microsoft.Extensions.Options;

namespace ClipGrid.Contracts.Client;

/// <summary>Tries to connect again and again until the options' time is over, then says so in a sentence.</summary>
internal sealed class ConnectionPatience(IOptions<ClipGridClientOptions> options, ClientTls tls, TimeProvider time) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly long _begin = time.GetTimestamp();
    private bool _hasAsked;

    /// <inheritdoc/>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        // Who disagrees about TLS will not agree by waiting.
        if (!_hasAsked && await TlsProbe.FindAsync(options.Value, tls.Files, time, cancellationToken) is { } disagreement)
            throw disagreement;
        _hasAsked = true;
        if (time.GetElapsedTime(_begin) + Pause > options.Value.ConnectTimeout)
            throw NobodyAnswers(options.Value, exception);
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    /// <summary>The sentence for a grid that cannot be reached.</summary>
    public static GridException NobodyAnswers(ClipGridClientOptions options, Exception? inner) => new(
        GridProblem.Unavailable,
        $"No grid answered at {options.Endpoint} within {options.ConnectTimeout.TotalSeconds:0.#} s: start a silo there (dotnet run --project Silo), or name another endpoint.",
        inner);
}
