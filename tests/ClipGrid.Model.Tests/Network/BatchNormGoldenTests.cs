using ClipGrid.Model.Network;
using ClipGrid.Model.Training;
using ClipGrid.TestKit;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Network;

public sealed class BatchNormGoldenTests
{
    [Fact]
    public void Forward_InTraining_StatisticsAndGradientsEqualReference()
    {
        int compared = 0;
        foreach (string model in GoldenNetwork.Names().Where(name => File.Exists(Reference.Golden($"models/{name}/train_mode.safetensors"))))
        {
            using var scope = NewDisposeScope();
            using ClipNetwork network = GoldenNetwork.Load(model);
            network.train();
            IReadOnlyDictionary<string, GoldenTensor> inputs = GoldenTensors.Load($"models/{model}/inputs.safetensors");
            IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load($"models/{model}/train_mode.safetensors");
            Tensor image = nn.functional.normalize(network.EncodeImages(inputs["images_random"].ToTorch()));
            Tensor text = nn.functional.normalize(network.EncodeTexts(inputs["tokens"].ToTorch()));
            Tensor loss = new ContrastiveLoss().Compute(image, text, network.LogitScale.exp(), null, null);
            loss.backward();
            TorchTensors.Close(golden["loss"], loss, 1e-5, "loss");
            // The set stores the image tower's: the text tower has no batch norm.
            foreach (NamedTensor part in network.State().Where(part => part.Name.StartsWith("visual.", StringComparison.Ordinal)))
                Compare(golden, part);
            compared++;
        }
        Assert.SkipWhen(compared == 0, "The golden set has no model with training-mode values.");
    }

    private static void Compare(IReadOnlyDictionary<string, GoldenTensor> golden, NamedTensor part)
    {
        if (part.IsBuffer)
        {
            GoldenTensor expected = golden[$"buffer.{part.Name}"];
            if (expected.DType == "I64")
                Assert.Equal(expected.As<long>()[0], part.Value.item<long>());
            else
                TorchTensors.Close(expected, part.Value, TorchTensors.FeatureTolerance(expected), part.Name);
            return;
        }
        using Tensor gradient = part.Value.grad!;
        if (golden.TryGetValue($"grad.{part.Name}", out GoldenTensor? whole))
            TorchTensors.Close(whole, gradient, Math.Max(1e-5, 5e-4 * whole.Floats.Max(Math.Abs)), part.Name);
        else
            Assert.Equal(golden[$"gradnorm.{part.Name}"].Scalar, Math.Sqrt(gradient.Values().Sum(g => (double)g * g)), 5e-4 * golden[$"gradnorm.{part.Name}"].Scalar);
    }
}
