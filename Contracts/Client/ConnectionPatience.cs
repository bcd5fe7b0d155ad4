using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Tls;
using Microsoft.Extensions.Options;

namespace ClipGrid.Contracts.Client;

/// <summary>Tries to connect again and again until the options' time is over, then says so in a sentence.</summary>
internal sealed class ConnectionPatience(IOptions<ClipGridClientOptions> options, ClientTls tls, TimeProvider time) : IClientConnectionRetryFilter
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BetweenProbes = TimeSpan.FromSeconds(2);
    private readonly long _begin = time.GetTimestamp();
    private long? _askedAt;

    /// <inheritdoc/>
    public async Task<bool> ShouldRetryConnectionAttempt(Exception exception, CancellationToken cancellationToken)
    {
        if (_askedAt is not { } asked || time.GetElapsedTime(asked) > BetweenProbes)
        {
            tls.Finding = await TlsProbe.FindAsync(options.Value, tls.Files, time, cancellationToken);
            _askedAt = time.GetTimestamp();
        }
        if (tls.Finding is { IsCertain: true } certain)
            throw certain.Error;
        if (time.GetElapsedTime(_begin) + Pause > options.Value.ConnectTimeout)
            throw NobodyAnswers(options.Value, tls, exception);
        await Task.Delay(Pause, time, cancellationToken);
        return true;
    }

    /// <summary>The sentence for a grid that cannot be reached.</summary>
    public static GridException NobodyAnswers(ClipGridClientOptions options, ClientTls tls, Exception? inner) => tls.Finding?.Error ?? new GridException(
        GridProblem.Unavailable,
        $"No grid answered at {options.Endpoint} within {options.ConnectTimeout.TotalSeconds:0.#} s: start a silo there (dotnet run --project Silo), or name another endpoint.",
        inner);
}
