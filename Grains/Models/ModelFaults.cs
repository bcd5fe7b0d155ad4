using ClipGrid.Contracts.Errors;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Embedding;
using ClipGrid.Model.Native;
using ClipGrid.Model.Tokenization;
using ClipGrid.Model.Weights;

namespace ClipGrid.Grains.Models;

/// <summary>Loads models and tells what was wrong in the grid's one exception, in Model's own sentences.</summary>
internal static class ModelFaults
{
    /// <summary>Loads a folder; long and computing, so not for a grain's turn.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="problem">What it is called if it is no complete, sound model.</param>
    /// <exception cref="GridException">The problem; Unavailable: torch cannot be loaded.</exception>
    public static ClipModel Load(string folder, GridProblem problem) => Guard(folder, problem, () =>
    {
        TorchRuntime.EnsureLoaded();
        return ClipModel.Load(folder);
    });

    /// <summary>Runs what reads or writes a model's folder.</summary>
    public static T Guard<T>(string folder, GridProblem problem, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (TorchLoadException error)
        {
            throw new GridException(GridProblem.Unavailable, error.Message, error);
        }
        catch (Exception error) when (IsOfModel(error))
        {
            bool namesFolder = error.Message.Contains(folder, StringComparison.Ordinal);
            throw new GridException(problem, namesFolder ? error.Message : $"The model in {folder} cannot be used. {error.Message}", error);
        }
    }

    private static bool IsOfModel(Exception error) => error
        is ModelFolderException
        or ConfigurationException
        or SafetensorsException
        or CheckpointLayoutException
        or WeightMismatchException
        or VocabularyException
        or ArgumentException;
}
