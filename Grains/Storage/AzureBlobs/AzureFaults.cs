using System.Net.Sockets;
using Azure;
using Azure.Storage.Blobs.Models;
using ClipGrid.Contracts.Errors;
using Polly.CircuitBreaker;
using Polly.Timeout;

namespace ClipGrid.Grains.Storage.AzureBlobs;

/// <summary>Puts what Azure storage, or the way to it, answers into a sentence that says what to do.</summary>
internal static class AzureFaults
{
    /// <summary>True for what may pass by itself. The store itself may or may not have done what was asked.</summary>
    public static bool MayPass(Exception exception) => exception switch
    {
        RequestFailedException failed => failed.Status is 0 or 408 or 429 or 500 or 502 or 503 or 504,
        TimeoutRejectedException or TornBodyException or IOException or HttpRequestException => true,
        _ => false,
    };

    /// <summary>True if there is a container, but no such blob in it.</summary>
    public static bool IsNoBlob(RequestFailedException exception) => exception.Status == 404 && exception.ErrorCode != BlobErrorCode.ContainerNotFound;

    /// <summary>There is no such blob.</summary>
    public static GridException NoBlob(string action, string where, Exception? inner = null) =>
        new(GridProblem.NotFound, $"{Capital(action)} in the {where} found no such blob: see what is there by listing it.", inner);

    /// <summary>The exception for callers.</summary>
    /// <param name="exception">The last that was thrown.</param>
    /// <param name="where">The container.</param>
    /// <param name="action">What was tried, as in "writing a/b".</param>
    /// <param name="attempts">How many requests were sent.</param>
    public static GridException Explain(Exception exception, string where, string action, int attempts) => exception switch
    {
        GridException known => known,
        RequestFailedException { Status: 404, ErrorCode: var code } when code == BlobErrorCode.ContainerNotFound =>
            new GridException(GridProblem.Unavailable, $"{Capital(action)} failed: the {where} is gone. Make or restore it; or start again, which makes an empty one.", exception),
        RequestFailedException { Status: 404 } => NoBlob(action, where, exception),
        RequestFailedException { Status: 412 or 409 } =>
            new GridException(GridProblem.Conflict, $"{Capital(action)} in the {where} met a blob that somebody else changed first: read it and decide again.", exception),
        RequestFailedException { Status: 401 or 403 } =>
            new GridException(GridProblem.Unavailable, $"{Capital(action)} in the {where} is not permitted ({Name(exception)}): check the key in the connection string, or give the identity the role Storage Blob Data Contributor.", exception),
        Azure.Identity.AuthenticationFailedException =>
            new GridException(GridProblem.Unavailable, $"{Capital(action)} in the {where} failed: this process has no identity that Azure accepts. Sign in with az login or give the machine a managed identity, or use a connection string.", exception),
        RequestFailedException { Status: 413 } =>
            new GridException(GridProblem.TooLarge, $"{Capital(action)} in the {where} is more than it takes: write less at a time, or raise {BlobStorageOptions.Section}:Resilience:BlockSize.", exception),
        _ when MayPass(exception) || exception is BrokenCircuitException or OperationCanceledException =>
            new GridException(GridProblem.Unavailable, $"{Capital(action)} in the {where} failed after {Attempts(attempts)}: {Name(exception)}. {Remedy(exception)}", exception),
        _ => new GridException(GridProblem.Internal, $"{Capital(action)} in the {where} failed: {Name(exception)}. Report this with the log.", exception),
    };

    /// <summary>A fault's name in a few words, without addresses or keys.</summary>
    public static string Name(Exception exception) => exception switch
    {
        RequestFailedException { Status: > 0 } failed => $"{failed.Status} {failed.ErrorCode}".Trim(),
        TimeoutRejectedException timeout => $"timeout, no answer within {timeout.Timeout.TotalSeconds:0.###} s",
        OperationCanceledException => "timeout",
        TornBodyException torn => "torn connection, " + char.ToLowerInvariant(torn.Message[0]) + torn.Message[1..].TrimEnd('.'),
        BrokenCircuitException => "too many requests failed lately, so none is sent for a while",
        _ when Socket(exception) is { } socket => $"no connection, {socket.SocketErrorCode}",
        RequestFailedException or IOException or HttpRequestException => "torn connection",
        _ => exception.GetType().Name,
    };

    private static string Remedy(Exception exception) => exception is TimeoutRejectedException
        ? $"See whether the storage account and the network are up; on a slow line lower {BlobStorageOptions.Section}:Resilience:BlockSize and Parallelism or raise AttemptTimeout."
        : "Try again later; see whether the storage account and the network are up.";

    private static SocketException? Socket(Exception? exception) =>
        exception is null ? null : exception as SocketException ?? Socket(exception.InnerException);

    private static string Attempts(int count) => count == 1 ? "1 attempt" : $"{count} attempts";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
