using ClipGrid.Contracts.Training;

namespace ClipGrid.Dashboard.Training.Curves;

/// <summary>What draws curves: the charts in a browser.</summary>
internal interface ICurveBoard
{
    /// <summary>Shows a session's history in place of what is shown of it.</summary>
    Task ReplaceAsync(CurveHistory history);

    /// <summary>Adds steps; those that are there are passed over. Returns the last step that is shown, or -1 if the session is not.</summary>
    Task<long> AppendAsync(SessionId session, CurvePoints points);
}
