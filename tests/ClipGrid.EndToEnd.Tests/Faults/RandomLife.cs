using ClipGrid.Contracts.Errors;
using ClipGrid.Contracts.Training;
using ClipGrid.TestKit.Faults;
using Xunit;

namespace ClipGrid.EndToEnd.Tests.Faults;

/// <summary>A session to which things happen at random moments, all of them decided by a seed.</summary>
/// <param name="seed">The seed.</param>
/// <param name="silo">Its silo.</param>
/// <param name="store">The store behind it, or null if that is a folder.</param>
internal sealed class RandomLife(int seed, FallingGrid silo, ProxiedGrid? store)
{
    private const int MostMishaps = 4;
    private static readonly TimeSpan Freeze = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(3);
    private readonly Random _random = new(seed);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What happened so far.</summary>
    public List<string> Story { get; } = [];

    /// <summary>Lives it to its end.</summary>
    public async Task<SessionInfo> LiveAsync(SessionId id, int stepCount)
    {
        int count = _random.Next(2, MostMishaps + 1);
        for (int i = 0; i < count; i++)
        {
            int step = _random.Next(stepCount);
            Mishap mishap = (Mishap)_random.Next(Enum.GetValues<Mishap>().Length);
            int wait = _random.Next(300);
            SessionInfo now = await silo.Client.ReachAsync(id, info => info.Step >= step);
            await Task.Delay(wait, Cancel);
            Story.Add($"{mishap} at step {now.Step}");
            await BefallAsync(mishap, id);
        }
        return await silo.Client.EndAsync(id);
    }

    private async Task BefallAsync(Mishap mishap, SessionId id)
    {
        switch (mishap)
        {
            case Mishap.Stop:
                Assert.Equal(0, await silo.StopAsync());
                await silo.StartAsync();
                break;
            case Mishap.Pause:
                await PauseAsync(id);
                break;
            case Mishap.Freeze:
                await silo.FreezeAsync(Freeze);
                break;
            case Mishap.Busy when store is not null:
                store.Proxy.Rule = _ => Fault.Busy;
                await Task.Delay(Busy, Cancel);
                store.Proxy.Rule = _ => Fault.None;
                break;
            case Mishap.Restart when store is not null:
                await store.Azurite.StopAsync();
                await store.Azurite.StartAsync(Cancel);
                break;
            default:
                await silo.FallAsync();
                break;
        }
    }

    private async Task PauseAsync(SessionId id)
    {
        try
        {
            await silo.Client.Sessions.PauseAsync(id, Cancel);
            if ((await silo.Client.ReachAsync(id, info => info.State == SessionState.Paused)).State == SessionState.Paused)
                await silo.Client.Sessions.ResumeAsync(id, cancellationToken: Cancel);
        }
        catch (GridException ended) when (ended.Problem == GridProblem.WrongState)
        {
            // It has completed meanwhile.
        }
    }
}
