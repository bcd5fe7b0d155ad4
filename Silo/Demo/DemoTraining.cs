using ClipGrid.Contracts.Client;
using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;
using ClipGrid.Silo.Hosting;

namespace ClipGrid.Silo.Demo;

/// <summary>Trains the demo's model in a session of the grid and shows how it goes.</summary>
internal sealed class DemoTraining(ClipGridClient client, SiloConsole console, TimeProvider clock)
{
    private const string IdPrefix = "demo-";

    /// <summary>The model: that of an earlier run, or a new one that a session trains. A session that an earlier run left unfinished goes on.</summary>
    /// <exception cref="GridException">The session failed.</exception>
    public async Task<ModelVersionId> TrainAsync(int stepCount, bool isFresh, CancellationToken cancel)
    {
        if (!isFresh && await FindModelAsync(cancel) is { } known)
        {
            console.Output.WriteLine($"The model of an earlier run is used again: {known.Short} (--fresh trains a new one)");
            return known;
        }
        SessionInfo session = await StartAsync(stepCount, isFresh, cancel);
        console.Output.WriteLine($"Training a CLIP from nothing in session {session.Id}, {session.Specification.StepCount} steps of {session.Specification.BatchSize} pairs; Ctrl+C stops it, and the next start goes on.");
        long start = clock.GetTimestamp();
        DemoProgressLine line = new(console, clock);
        try
        {
            await foreach (MetricPoint point in client.Sessions.WatchAsync(session.Id, session.Step, cancel))
                line.Report(point, session.Specification.StepCount);
        }
        finally
        {
            line.End();
        }
        SessionInfo ended = await client.Sessions.WaitAsync(session.Id, cancellationToken: cancel);
        ModelVersionId model = ended.Published ?? throw new GridException(GridProblem.WrongState, $"The demo's session {ended.Id} ended as {ended.State}: {ended.Message} Start the demo again with --fresh.");
        console.Output.WriteLine($"Trained and published in {clock.GetElapsedTime(start).TotalSeconds:F0} s: {model.Short}");
        return model;
    }

    private async Task<ModelVersionId?> FindModelAsync(CancellationToken cancel)
    {
        try
        {
            return (await client.Models.ResolveAsync(new ModelRef(DemoRecipe.Model), cancel)).Id;
        }
        catch (GridException e) when (e.Problem == GridProblem.NotFound)
        {
            return null;
        }
    }

    private async Task<SessionInfo> StartAsync(int stepCount, bool isFresh, CancellationToken cancel)
    {
        int count = 0;
        await foreach (SessionInfo session in client.Sessions.ListAsync(IdPrefix, cancel))
        {
            count++;
            if (session.State is SessionState.Completed or SessionState.Failed or SessionState.Cancelled)
                continue;
            if (isFresh)
                await client.Sessions.CancelAsync(session.Id, cancel);
            else
                return session.State == SessionState.Paused ? await client.Sessions.ResumeAsync(session.Id, cancellationToken: cancel) : session;
        }
        return await client.Sessions.StartAsync(DemoRecipe.Specification(stepCount), SessionId.Parse($"{IdPrefix}{count + 1}"), cancel);
    }
}
