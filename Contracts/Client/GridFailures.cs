using System.Net.Sockets;
using ClipGrid.Contracts.Errors;
using Orleans.Runtime.Messaging;
using Orleans.Serialization;
using Orleans.Storage;

namespace ClipGrid.Contracts.Client;

/// <summary>Turns what Orleans throws into <see cref="GridException"/> with what to do.</summary>
internal static class GridFailures
{
    /// <summary>Whether the message was lost on its way, so that sending it again may succeed at once.</summary>
    public static bool IsLostOnTheWay(Exception e) =>
        e is SiloUnavailableException or ConnectionFailedException or ClientNotAvailableException or SocketException or EnumerationAbortedException
        or OrleansMessageRejectionException;

    /// <summary>The sentence for a failure.</summary>
    /// <param name="e">What was thrown.</param>
    /// <param name="place">Whom the client talks to.</param>
    public static GridException Translate(Exception e, string place) => e switch
    {
        GridException told => told,
        GatewayTooBusyException or LimitExceededException => new(GridProblem.Unavailable, $"The grid at {place} is overloaded: try again in a moment.", e),
        TimeoutException => new(GridProblem.Unavailable, $"The grid at {place} did not answer in time: try again; if that goes on, look at the silo's log and load.", e),
        SerializerException => new(
            GridProblem.WrongState, $"The grid at {place} and this client do not understand each other ({e.Message}): use the same release of both.", e),
        ArgumentException when e.Source?.StartsWith("Orleans", StringComparison.Ordinal) == true => new(
            GridProblem.WrongState, $"The grid at {place} does not know this request ({e.Message}): use the same release of silo and client.", e),
        InconsistentStateException => new(GridProblem.Conflict, "Somebody else changed it at the same time: try again.", e),
        OperationCanceledException => new(GridProblem.Unavailable, $"The grid at {place} ended the request: it may be shutting down; try again in a moment.", e),
        _ when IsLostOnTheWay(e) => new(GridProblem.Unavailable, $"The connection to the grid at {place} is lost ({e.Message}): check that a silo runs there, and try again.", e),
        OrleansException => new(GridProblem.Unavailable, $"The grid at {place} cannot be asked now ({e.Message}): check that a silo runs there, and try again.", e),
        _ => new(GridProblem.Internal, $"The grid at {place} failed: {e.GetType().Name}: {e.Message} Look at the silo's log.", e),
    };
}
