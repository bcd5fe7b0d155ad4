using ClipGrid.Contracts.Errors;

namespace ClipGrid.Dashboard.Hosting;

/// <summary>The grid's problems in HTTP's terms.</summary>
internal static class HttpProblem
{
    /// <summary>The status that fits.</summary>
    public static int Status(GridProblem problem) => problem switch
    {
        GridProblem.Invalid => StatusCodes.Status400BadRequest,
        GridProblem.NotFound => StatusCodes.Status404NotFound,
        GridProblem.Conflict or GridProblem.WrongState or GridProblem.WrongModel => StatusCodes.Status409Conflict,
        GridProblem.TooLarge => StatusCodes.Status413PayloadTooLarge,
        GridProblem.StorageFull => StatusCodes.Status507InsufficientStorage,
        GridProblem.Unavailable => StatusCodes.Status503ServiceUnavailable,
        GridProblem.Unauthenticated => StatusCodes.Status401Unauthorized,
        GridProblem.Denied => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status500InternalServerError,
    };

    /// <summary>Its kind in a few words, the same for every problem of the kind.</summary>
    public static string Title(GridProblem problem) => problem switch
    {
        GridProblem.Invalid => "The request is not valid",
        GridProblem.NotFound => "There is no such thing",
        GridProblem.Conflict => "It conflicts with what is there",
        GridProblem.WrongState => "Not in this state",
        GridProblem.WrongModel => "Embedded with another model",
        GridProblem.TooLarge => "Too large",
        GridProblem.StorageFull => "The storage is full",
        GridProblem.Unavailable => "Not available now",
        GridProblem.Corrupt => "Stored data is damaged",
        GridProblem.Unauthenticated => "The grid asks who you are",
        GridProblem.Denied => "Your role is not enough",
        GridProblem.NewerFormat => "Stored by a newer release",
        _ => "Something went wrong in the grid",
    };
}
