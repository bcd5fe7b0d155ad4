using System.Net;
using System.Net.Sockets;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Cluster.Members;

/// <summary>
/// Asked before a silo joins: an empty list of silos is either that of a grid that starts, or one that was lost while silos serve. In the
/// second case whoever starts would be a grid of its own on the same storage, and nobody would notice.
/// </summary>
public sealed class MemberListCheck
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(1);

    private readonly IMembershipTable _list;
    private readonly IBlobStore _store;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal MemberListCheck(IMembershipTable list, IBlobStore store, TimeProvider time, ILogger logger) => (_list, _store, _time, _logger) = (list, store, time, logger);

    /// <summary>How long it waits: three times as long as those that serve may take to look at the list, and to put it back.</summary>
    internal TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The check of a silo that was put together and not started.</summary>
    public static MemberListCheck Of(IServiceProvider services) => new(
        services.GetRequiredService<IMembershipTable>(), services.GetRequiredService<IBlobStore>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<MemberListCheck>>());

    /// <summary>Returns when the silo may join.</summary>
    /// <param name="self">Its own address: who answered there before it is gone.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="GridException">Conflict: others serve and are not on the list; Unavailable: the list or the store.</exception>
    public async Task PassAsync(IPEndPoint self, CancellationToken cancellationToken)
    {
        await _list.InitializeMembershipTableAsync(true, cancellationToken).ConfigureAwait(false);
        long begin = _time.GetTimestamp();
        bool hasWarned = false;
        while (!await HasMembersAsync(cancellationToken).ConfigureAwait(false) && await FindServingAsync(self, cancellationToken).ConfigureAwait(false) is { } other)
        {
            if (_time.GetElapsedTime(begin) > LongestWait)
                throw new GridException(
                    GridProblem.Conflict,
                    $"The list of silos is empty, but a silo on the same storage serves at {other} and does not put it back: join the list that that one is on, or end it. If what answers there is no silo of this grid, delete the blob {MemberNote.Name}.");
            if (!hasWarned)
                _logger.LogWarning("The list of silos is empty, but a silo on the same storage serves at {Other}: waiting until it has put the list back.", other);
            hasWarned = true;
            await Task.Delay(Pause, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> HasMembersAsync(CancellationToken cancellationToken) =>
        (await _list.ReadAllAsync(cancellationToken).ConfigureAwait(false)).Members.Any(member => member.Item1.Status == SiloStatus.Active);

    private async Task<IPEndPoint?> FindServingAsync(IPEndPoint self, CancellationToken cancellationToken)
    {
        IPEndPoint[] noted = await MemberNote.FindAsync(_store, cancellationToken).ConfigureAwait(false) ?? [];
        IPEndPoint[] others = [.. noted.Where(silo => !silo.Equals(self))];
        bool[] answers = await Task.WhenAll(others.Select(silo => AnswersAsync(silo, cancellationToken))).ConfigureAwait(false);
        return others.Zip(answers).FirstOrDefault(asked => asked.Second).First;
    }

    private async Task<bool> AnswersAsync(IPEndPoint silo, CancellationToken cancellationToken)
    {
        using CancellationTokenSource late = new(LongestAnswer, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        using TcpClient client = new(silo.AddressFamily);
        try
        {
            await client.ConnectAsync(silo, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
