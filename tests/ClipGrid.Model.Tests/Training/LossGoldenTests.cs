using ClipGrid.Model.Training;
using ClipGrid.TestKit;
using Xunit;
using static ClipGrid.Model.Tests.TorchTensors;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Training;

public sealed class LossGoldenTests
{
    [Fact]
    public void ContrastiveLoss_GoldenRows_LossAndGradientsEqualReference()
    {
        using var leaks = new LeakCheck();
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("losses/clip_loss.safetensors");
        using var rows = GoldenTensors.LoadJson("losses/clip_loss.json");
        foreach (var row in rows.RootElement.GetProperty("rows").EnumerateArray())
        {
            string key = row.GetProperty("key").GetString()!;
            Check(new ContrastiveLoss(), golden, key, row.GetProperty("logit_scale_exp").GetSingle(), bias: null, relativeLoss: 0);
        }
    }

    [Fact]
    public void SigmoidLoss_GoldenRows_LossAndGradientsEqualReference()
    {
        using var leaks = new LeakCheck();
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("losses/siglip_loss.safetensors");
        using var rows = GoldenTensors.LoadJson("losses/siglip_loss.json");
        foreach (var row in rows.RootElement.GetProperty("rows").EnumerateArray())
        {
            string key = row.GetProperty("key").GetString()!;
            Check(new SigmoidLoss(), golden, key, row.GetProperty("logit_scale_exp").GetSingle(), row.GetProperty("logit_bias").GetSingle(), relativeLoss: 1e-6);
        }
    }

    [Fact]
    public void Losses_WholeDistributedBatch_EqualSingleProcess()
    {
        IReadOnlyDictionary<string, GoldenTensor> golden = GoldenTensors.Load("losses/distributed.safetensors");
        using var scope = NewDisposeScope();
        foreach ((string name, PairLoss loss, string scaleName) in new (string, PairLoss, string)[] { ("clip", new ContrastiveLoss(), "scale"), ("siglip", new SigmoidLoss(), "siglip_scale") })
        {
            Tensor image = golden["image"].ToTorch().requires_grad_(), text = golden["text"].ToTorch().requires_grad_();
            Tensor scale = golden[scaleName].ToTorch().requires_grad_();
            Tensor value = loss.Compute(image, text, scale, name == "siglip" ? golden["siglip_bias"].ToTorch() : null, null);
            value.backward();
            Close(golden[$"single.{name}.loss"], value, 1e-5, name);
            Close(golden[$"single.{name}.grad_image"], image.grad!, 1e-5, $"{name} image gradient");
            Close(golden[$"single.{name}.grad_text"], text.grad!, 1e-5, $"{name} text gradient");
            Close(golden[$"single.{name}.grad_scale"], scale.grad!, 1e-5, $"{name} scale gradient");
        }
    }

    private static void Check(PairLoss loss, IReadOnlyDictionary<string, GoldenTensor> golden, string key, float scaleValue, float? bias, double relativeLoss)
    {
        using var scope = NewDisposeScope();
        string batch = key[..key.LastIndexOf('.')];
        Tensor image = golden[$"{batch}.image"].ToTorch().requires_grad_(), text = golden[$"{batch}.text"].ToTorch().requires_grad_();
        Tensor scale = tensor(scaleValue).requires_grad_();
        Tensor? offset = bias is { } b ? tensor(b).requires_grad_() : null;
        Tensor value = loss.Compute(image, text, scale, offset, null);
        value.backward();
        GoldenTensor expected = golden[$"{key}.loss"];
        Close(expected, value, Math.Max(1e-5, relativeLoss * expected.Scalar), $"{key} loss");
        foreach ((string name, Tensor? actual) in new[] { ("image", image.grad), ("text", text.grad), ("logit_scale_exp", scale.grad), ("logit_bias", offset?.grad) })
            if (actual is not null)
                Close(golden[$"{key}.grad_{name}"], actual, GradientTolerance(golden[$"{key}.grad_{name}"]), $"{key} {name} gradient");
    }

    // 1e-5 for gradients of order one; the loss of a large scale has larger ones.
    private static double GradientTolerance(GoldenTensor expected) => 1e-5 * Math.Max(1, expected.Floats.Max(Math.Abs));
}
