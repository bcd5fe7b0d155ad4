using System.Globalization;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>
/// Asks the process that has this one's settings how it is, by its monitor port. Images have no shell and no other program that
/// could ask, so the program asks itself.
/// </summary>
public static class HealthProbe
{
    /// <summary>How it is asked for on a command line.</summary>
    public const string Option = "--probe";

    // Less than a container engine waits for the whole program.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>What may be asked: <c>startup</c>, <c>ready</c>, <c>live</c>.</summary>
    public static IReadOnlyList<string> Questions { get; } = ["startup", "ready", "live"];

    /// <summary>Asks; returns null if all is well, or a sentence that says what is not.</summary>
    /// <param name="section">The section <c>ClipGrid</c> of the configuration that the process was started with.</param>
    /// <param name="question">One of <see cref="Questions"/>.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static async Task<string?> AskAsync(IConfiguration section, string question, CancellationToken cancellationToken)
    {
        if (!Questions.Contains(question))
            return $"{Option} knows {string.Join(", ", Questions)}, not \"{question}\".";
        if (!int.TryParse(section["MonitorPort"], CultureInfo.InvariantCulture, out int port) || port == 0)
            return "ClipGrid:MonitorPort is not set, so there is nobody to ask: set it for the process and for its probe.";
        Uri address = new UriBuilder(Uri.UriSchemeHttp, Host(section), port, $"/health/{question}").Uri;
        try
        {
            // A proxy for the outside is not the way to oneself.
            using HttpClient http = new(new SocketsHttpHandler { UseProxy = false }, disposeHandler: true) { Timeout = Patience };
            using HttpResponseMessage answer = await http.GetAsync(address, cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"{address} answers {(int)answer.StatusCode}.";
        }
        catch (HttpRequestException)
        {
            return $"Nobody answers at {address}.";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return $"{address} does not answer within {Patience.TotalSeconds:0} s.";
        }
    }

    // Where it listens on all addresses, loopback is one of them.
    private static string Host(IConfiguration section) =>
        (section["MonitorAddress"] ?? section["Address"]) is { Length: > 0 } given and not "*" ? given : "127.0.0.1";
}
