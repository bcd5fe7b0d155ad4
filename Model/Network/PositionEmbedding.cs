using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

/// <summary>Position embeddings of a square grid, with a row for the class token (or the pooled mean) in front.</summary>
internal static class PositionEmbedding
{
    /// <summary>
    /// Resamples the grid for another resolution: bicubic, antialiased, corners not aligned, the first row kept, as open_clip does.
    /// </summary>
    /// <param name="positions_PD">[1 + old grid squared, width].</param>
    /// <param name="gridSize">Cells on one side of the new grid.</param>
    /// <returns>[1 + gridSize squared, width], float32.</returns>
    /// <exception cref="ArgumentException">The rows but the first are not a square grid.</exception>
    internal static Tensor Resize(Tensor positions_PD, int gridSize)
    {
        using var scope = NewDisposeScope();
        (long cellCount, long D) = (positions_PD.shape[0] - 1, positions_PD.shape[1]);
        long oldGrid = (long)Math.Round(Math.Sqrt(cellCount));
        if (oldGrid * oldGrid != cellCount)
            throw new ArgumentException($"{cellCount} position embeddings are not a square grid.", nameof(positions_PD));
        Tensor class_1D = positions_PD.narrow(0, 0, 1).to_type(ScalarType.Float32);
        Tensor grid_1DGG = positions_PD.narrow(0, 1, cellCount).to_type(ScalarType.Float32)
            .view(oldGrid, oldGrid, D).permute(2, 0, 1).unsqueeze(0);
        Tensor resized_1DGG = nn.functional.interpolate(
            grid_1DGG, [gridSize, gridSize], mode: InterpolationMode.Bicubic, align_corners: false, antialias: true);
        return cat([class_1D, resized_1DGG.squeeze(0).permute(1, 2, 0).reshape(-1, D)], 0).MoveToOuterDisposeScope();
    }
}
