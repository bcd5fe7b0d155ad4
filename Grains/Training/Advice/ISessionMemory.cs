using ClipGrid.Contracts.Models;
using ClipGrid.Contracts.Training;

namespace ClipGrid.Grains.Training.Advice;

/// <summary>Estimates what a session needs of a device.</summary>
internal interface ISessionMemory
{
    /// <summary>Memory in bytes; 0 where nothing is known of it.</summary>
    /// <param name="specification">The session.</param>
    /// <param name="start">The version that it starts from, or null.</param>
    long Estimate(SessionSpecification specification, ModelVersionInfo? start);
}
