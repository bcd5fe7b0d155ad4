using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;

namespace ClipGrid.Contracts.Tls;

/// <summary>Asks a silo that could not be talked to whether it and the client disagree about TLS.</summary>
internal static class TlsProbe
{
    private static readonly TimeSpan LongestProbe = TimeSpan.FromSeconds(3);

    /// <summary>What the two disagree about, or null: nobody is there, or they agree.</summary>
    /// <param name="options">The client's.</param>
    /// <param name="tls">The client's files, or null: it speaks no TLS.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    public static async Task<TlsFinding?> FindAsync(ClipGridClientOptions options, GridTls? tls, TimeProvider time, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(options.ConnectTimeout < LongestProbe ? options.ConnectTimeout : LongestProbe, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        foreach (GridEndpoint endpoint in GridEndpoints.Parse(options.Endpoint))
            try
            {
                foreach (IPEndPoint address in await endpoint.ResolveAsync().WaitAsync(either.Token))
                    if (await AskAsync(address, options, tls, either.Token) is { } found)
                        return found;
            }
            catch (Exception error) when (error is GridException or SocketException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
            {
                continue;
            }
        return null;
    }

    private static async Task<TlsFinding?> AskAsync(IPEndPoint address, ClipGridClientOptions options, GridTls? tls, CancellationToken cancellationToken)
    {
        using TcpClient client = new(address.AddressFamily);
        await client.ConnectAsync(address, cancellationToken);
        using SslStream stream = new(client.GetStream());
        bool hasShown = false;
        string? refusal = null;
        // Nothing is sent but a greeting: whoever is there only shows who it is.
        SslClientAuthenticationOptions greeting = new() { TargetHost = GridTls.UsualSiloName };
        if (tls is not null)
            tls.SetClient(greeting, fault => refusal = fault);
        RemoteCertificateValidationCallback check = greeting.RemoteCertificateValidationCallback ?? (static (_, _, _, _) => false);
        greeting.RemoteCertificateValidationCallback = (sender, certificate, chain, errors) =>
        {
            hasShown = true;
            return check(sender, certificate, chain, errors);
        };
        try
        {
            await stream.AuthenticateAsClientAsync(greeting, cancellationToken);
            // A silo looks at the client's certificate after the client has looked at its: it says goodbye where it does not take it.
            return tls is not null && await stream.ReadAsync(new byte[1], cancellationToken) == 0 ? Refused(address, options) : null;
        }
        catch (Exception error) when (error is AuthenticationException or IOException)
        {
            if (refusal is not null)
                return Certain(GridProblem.Unauthenticated, $"Who answers at {address} is not taken for a silo: {refusal}. See that {nameof(options.TlsFolder)} has this grid's {TlsIdentity.AuthorityFile}, and the endpoint is its own.", error);
            if (tls is null)
                return hasShown ? Certain(GridProblem.Invalid, $"The silo at {address} speaks TLS: name a folder with certificates of its authority ({nameof(options.TlsFolder)}, --tls or CLIPGRID_TLS).", error) : null;
            return hasShown ? Refused(address, options)
                : new TlsFinding(new GridException(GridProblem.Invalid, $"Who answers at {address} speaks no TLS, and {nameof(options.TlsFolder)} (--tls or CLIPGRID_TLS) asks for it: see that the endpoint is a silo's gateway, and that the silo has certificates.", error), IsCertain: false);
        }
    }

    private static TlsFinding Certain(GridProblem problem, string sentence, Exception error) => new(new GridException(problem, sentence, error), IsCertain: true);

    private static TlsFinding Refused(IPEndPoint address, ClipGridClientOptions options) => new(
        new GridException(
            GridProblem.Unauthenticated,
            $"The silo at {address} does not take the certificate in {options.TlsFolder}: let its authority make one for this client; the silo's log says what is wrong with it."),
        IsCertain: false);
}
