using ClipGrid.Contracts.Errors;
using ClipGrid.Model.Network;
using ClipGrid.Model.Weights;

namespace ClipGrid.Grains.Models;

/// <summary>What a model folder says about its model, without a network in memory.</summary>
internal static class ModelFacts
{
    private static readonly string[] Buffers = [".running_mean", ".running_var", ".num_batches_tracked"];

    /// <summary>The model in a line: "ViT 224/32, width 768, 12 layers".</summary>
    public static string Architecture(ClipConfig network) => network.Vision switch
    {
        VisionTransformerConfig vit => $"ViT {vit.ImageSize}/{vit.PatchSize}, width {vit.Width}, {vit.LayerCount} layers",
        ResNetConfig resNet => $"ResNet {resNet.ImageSize}, width {resNet.Width}, stages {string.Join('-', resNet.StageDepths)}",
        _ => network.Vision.GetType().Name,
    };

    /// <summary>Numbers that training changes.</summary>
    public static long ParameterCount(WeightSet weights) =>
        weights.Tensors.Where(tensor => !Buffers.Any(end => tensor.Key.EndsWith(end, StringComparison.Ordinal))).Sum(tensor => tensor.Value.ElementCount);

    /// <summary>exp of the learned logit scale.</summary>
    public static double LogitScale(WeightSet weights) =>
        weights.Tensors.TryGetValue("logit_scale", out WeightTensor? scale) && scale.ElementCount == 1 ? Math.Exp(scale.ToFloats()[0]) : double.NaN;

    /// <summary>
    /// Refuses a configuration that asks for a network far larger than the weights beside it, before the network takes its memory: a
    /// few bytes of configuration can ask for terabytes.
    /// </summary>
    /// <exception cref="GridException">Invalid.</exception>
    public static void RequireSize(ModelFolder folder)
    {
        ClipConfig network = folder.Description.Network;
        double asked = Least(network.Vision) + Least(network.Text), there = folder.Weights.Tensors.Values.Sum(tensor => (double)tensor.ElementCount);
        if (asked > there)
            throw new GridException(GridProblem.Invalid, $"{folder.Path}: its configuration describes a network of at least {asked:N0} numbers and its weights hold {there:N0}; give the configuration that belongs to these weights.");
    }

    private static double Least(VisionConfig vision) => vision switch
    {
        VisionTransformerConfig vit => Blocks(vit.LayerCount, vit.Width, vit.MlpWidth),
        // The attention pool's queries, keys and values.
        ResNetConfig resNet => 3.0 * resNet.OutputWidth * resNet.OutputWidth,
        _ => 0,
    };

    private static double Least(TextConfig text) => Blocks(text.LayerCount, text.Width, text.MlpWidth) + (double)text.VocabSize * text.Width;

    // Queries, keys, values and output of the attention; two layers of the MLP.
    private static double Blocks(double count, double width, double mlpWidth) => count * (4 * width * width + 2 * width * mlpWidth);
}
