using ClipGrid.Contracts.Errors;

namespace ClipGrid.Grains.Cluster;

/// <summary>How something ended, as metrics and traces name it: few words, none of them somebody's own.</summary>
internal static class Outcome
{
    /// <summary>The tag's name.</summary>
    public const string Tag = "clipgrid.outcome";

    /// <summary>It succeeded.</summary>
    public const string Good = "ok";

    /// <summary>How a failure is named.</summary>
    public static string Of(Exception error) => error switch
    {
        GridException grid => Of(grid.Problem),
        OperationCanceledException => "cancelled",
        _ => "failed",
    };

    /// <summary>How a problem is named.</summary>
    public static string Of(GridProblem problem) => problem switch
    {
        GridProblem.Invalid => "invalid",
        GridProblem.NotFound => "not_found",
        GridProblem.Conflict => "conflict",
        GridProblem.WrongState => "wrong_state",
        GridProblem.WrongModel => "wrong_model",
        GridProblem.TooLarge => "too_large",
        GridProblem.StorageFull => "storage_full",
        GridProblem.Unavailable => "unavailable",
        GridProblem.Corrupt => "corrupt",
        GridProblem.NewerFormat => "newer_format",
        _ => "failed",
    };
}
