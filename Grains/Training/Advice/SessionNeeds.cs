using ClipGrid.Contracts.Devices;
using ClipGrid.Contracts.Training;
using ClipGrid.Grains.Models;
using ClipGrid.Model.Network;
using ClipGrid.Model.Training;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>What a session whose versions are fixed needs of a device. Safe for any number of callers.</summary>
internal sealed class SessionNeeds(IModelStore models)
{
    // The number of classes is known with the plan only; a head of that many rows is small beside any tower.
    private const int AnyClassCount = 2;

    /// <summary>Memory in bytes, estimated.</summary>
    /// <exception cref="Contracts.Errors.GridException">Invalid: the base does not go with the session. NotFound, Corrupt, NewerFormat, Unavailable.</exception>
    public async Task<long> EstimateAsync(SessionSpecification specification, CancellationToken cancellationToken)
    {
        TrainingSpecification training = TrainingMapping.Training(specification, AnyClassCount);
        return TrainingMemory.Estimate(new TrainingMemoryRequest
        {
            Config = await GetNetworkAsync(specification, cancellationToken).ConfigureAwait(false),
            Specification = training,
            IsOnGpu = specification.Device == DeviceKind.Cuda,
            ImageLoraRank = training.Lora is { ImageTower: true } image ? image.Rank : null,
            TextLoraRank = training.Lora is { TextTower: true } text ? text.Rank : null,
        });
    }

    private async Task<ClipConfig> GetNetworkAsync(SessionSpecification specification, CancellationToken cancellationToken)
    {
        if (specification.Base is not { } start)
            return TrainingMapping.Describe(specification).Network;
        ClipConfig network = await models.GetNetworkAsync(TrainingMapping.BaseId(start), cancellationToken).ConfigureAwait(false);
        SessionSpecificationValidation.CheckBase(specification, network);
        return network;
    }
}
