using System.Text.Json;
using ClipGrid.Contracts.Errors;
using ClipGrid.Grains.Devices;
using ClipGrid.Grains.Training.Runs;
using ClipGrid.Model.Training;
using ClipGrid.Model.Training.DataParallel;
using Microsoft.Extensions.Logging;

namespace ClipGrid.Grains.Training.Parts;

/// <summary>A device for one part of a run's batches, from asking for it to giving it back. For one caller.</summary>
/// <param name="part">Which part.</param>
/// <param name="assignment">The run.</param>
/// <param name="surroundings">What the silo's runs share.</param>
internal sealed class PartPlace(int part, SessionAssignment assignment, SessionSurroundings surroundings) : IAsyncDisposable
{
    /// <summary>How often the device is asked for, the part asked how it is, and the lease renewed.</summary>
    public static readonly TimeSpan Beat = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan LongestCall = TimeSpan.FromSeconds(10);
    // Who does not hear it ends by himself; a replacement must not wait for that.
    private static readonly TimeSpan LongestGoodbye = TimeSpan.FromSeconds(2);
    private readonly PartKey _key = new(assignment.Session, assignment.Attempt, part);
    private readonly RunPart _holder = new(assignment.Session, part);
    private bool _hasStarted;

    /// <summary>Which part.</summary>
    public int Part => part;

    /// <summary>The device, once it was given.</summary>
    public DeviceSlot? Slot { get; private set; }

    private IPartHostGrain Host => surroundings.Neighbours.PartOf(_key);

    /// <summary>Waits for a device, starts the part there, and waits until it can compute.</summary>
    /// <param name="environment">The run's arithmetic, which the device must have too.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <exception cref="PartLostException">The device was given and cannot be used.</exception>
    public async Task<PartPeer> TakeAsync(ArithmeticEnvironment environment, CancellationToken cancellationToken)
    {
        Slot = await WaitForDeviceAsync(cancellationToken).ConfigureAwait(false);
        PartAssignment told = new() { Session = assignment.Session, Attempt = assignment.Attempt, Part = part, Specification = assignment.Specification, Host = Slot };
        _hasStarted = true;
        await CallAsync(token =>
        {
            using (SiloTarget.On(Slot.Silo))
                return Host.StartAsync(told, token);
        }, cancellationToken).ConfigureAwait(false);
        while (true)
        {
            PartStatus status = await RenewAsync(cancellationToken).ConfigureAwait(false);
            if (status.State == PartState.Ready)
                return Accept(status, environment);
            await Task.Delay(Beat / 4, surroundings.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Says that the part is wanted, and hears how it is.</summary>
    /// <exception cref="PartLostException">It has ended, is not heard of, or has lost the device.</exception>
    public async Task<PartStatus> RenewAsync(CancellationToken cancellationToken)
    {
        PartStatus status = await CallAsync(Host.GetStatusAsync, cancellationToken).ConfigureAwait(false);
        if (status.State == PartState.Ended)
            throw new PartLostException($"on {Slot} it ended: {status.Message}");
        if (!await RenewLeaseAsync(cancellationToken).ConfigureAwait(false))
            throw new PartLostException($"{Slot} is not this session's any longer.");
        return status;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_hasStarted)
                await Host.StopAsync(CancellationToken.None).WaitAsync(LongestGoodbye, surroundings.Time).ConfigureAwait(false);
        }
        catch (Exception error) when (IsAway(error))
        {
            // It ends by itself once nobody asks it for anything.
            surroundings.Logger.LogInformation(error, "Part {Part} could not be told to end.", _key);
        }
        try
        {
            await surroundings.Neighbours.ReleaseDeviceAsync(_holder, CancellationToken.None).WaitAsync(LongestCall, surroundings.Time).ConfigureAwait(false);
        }
        catch (Exception error) when (IsAway(error))
        {
            // It comes back by itself, because nobody renews it.
            surroundings.Logger.LogInformation(error, "The device of part {Part} could not be given back.", _key);
        }
    }

    private PartPeer Accept(PartStatus status, ArithmeticEnvironment environment)
    {
        ArithmeticEnvironment there = JsonSerializer.Deserialize<ArithmeticEnvironment>(status.Environment!)!;
        string[] differences = [.. environment.DifferencesTo(there)];
        return differences.Length == 0
            ? new PartPeer(Host, status, $"{Slot}")
            : throw new PartLostException($"{Slot} computes otherwise ({string.Join("; ", differences)}), and the session would not stay bit for bit its own. Give its silo the same processor and number of threads.");
    }

    // An inventory that is away is asked again: the run goes on meanwhile.
    private async Task<DeviceSlot> WaitForDeviceAsync(CancellationToken cancellationToken)
    {
        DeviceRequest request = new()
        {
            Session = assignment.Session,
            Part = part,
            Priority = assignment.Specification.Priority,
            Ticket = assignment.Ticket,
            NeededBytes = assignment.NeededBytes,
            Kind = assignment.Host.Kind,
        };
        while (true)
        {
            try
            {
                DeviceAnswer answer = await surroundings.Neighbours.AskForDeviceAsync(request, cancellationToken).WaitAsync(LongestCall, surroundings.Time, cancellationToken).ConfigureAwait(false);
                if (answer.Slot is { } slot)
                    return slot;
            }
            catch (Exception error) when (IsAway(error))
            {
                surroundings.Logger.LogInformation(error, "Part {Part} could not ask for a device; it asks again.", _key);
            }
            await Task.Delay(Beat, surroundings.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<bool> RenewLeaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await surroundings.Neighbours.RenewDeviceAsync(_holder, Slot!, cancellationToken).WaitAsync(LongestCall, surroundings.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (IsAway(error))
        {
            // The part itself has answered; the inventory may be on its way to another silo.
            return true;
        }
    }

    private async Task CallAsync(Func<CancellationToken, Task> call, CancellationToken cancellationToken) =>
        await CallAsync(async token =>
        {
            await call(token).ConfigureAwait(false);
            return true;
        }, cancellationToken).ConfigureAwait(false);

    private async Task<T> CallAsync<T>(Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call(cancellationToken).WaitAsync(LongestCall, surroundings.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (IsAway(error))
        {
            throw new PartLostException($"{Slot} does not answer ({PartWire.Line(error)})", error);
        }
    }

    private static bool IsAway(Exception error) => error is OrleansException or TimeoutException or GridException;
}
