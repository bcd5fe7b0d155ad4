using ClipGrid.Model.Network;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Network;

/// <summary>Every shortcut against the plain formula: forward, and the gradient of every parameter.</summary>
public sealed class FastPathTests
{
    [Fact]
    public void EncodeImages_PooledLastBlock_EqualsAllTokens()
    {
        using var leaks = new LeakCheck();
        using var scope = NewDisposeScope();
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        Tensor pixels = TinyClip.PixelTensor(TinyClip.Vit, 3);
        Same(network, network.EncodeImages(pixels), () =>
        {
            var vit = (VisionTransformer)network.Visual;
            Tensor x = vit.InputNorm.forward(vit.Embed(pixels));
            foreach (ResidualBlock block in vit.Transformer.Blocks)
                x = block.Forward(x);
            return vit.OutputNorm.forward(x.select(1, 0)).matmul(vit.Projection);
        });
    }

    [Fact]
    public void EncodeTexts_PooledLastBlock_EqualsAllTokens()
    {
        using var leaks = new LeakCheck();
        using var scope = NewDisposeScope();
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        Tensor tokens = TinyClip.TokenTensor(TinyClip.Vit, 5);
        Same(network, network.EncodeTexts(tokens), () => PlainText(network, tokens));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(10)]
    public void EncodeTexts_CutBehindEndOfText_EqualsFullLength(int length)
    {
        using var leaks = new LeakCheck();
        using var scope = NewDisposeScope();
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        long[] row = [TinyClip.EndOfText - 1, .. Enumerable.Range(3, length - 2).Select(id => (long)id), TinyClip.EndOfText];
        Tensor cut = tensor(row, [1, length]);
        Tensor full = cat([cut, zeros([1, TinyClip.Vit.Text.ContextLength - length], dtype: ScalarType.Int64)], 1);
        Same(network, network.EncodeTexts(cut), () => PlainText(network, full));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void EncodeTexts_SharedPrefix_EqualsEachRowAlone(int prefixLength)
    {
        using var leaks = new LeakCheck();
        using var scope = NewDisposeScope();
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit with { Text = TinyClip.Vit.Text with { LayerCount = 3 } });
        Tensor tokens = tensor(
            new long[] { 48, 7, 8, 9, 3, TinyClip.EndOfText, 0, 48, 7, 8, 9, TinyClip.EndOfText, 0, 0, 48, 7, 8, 9, 5, 6, TinyClip.EndOfText }, [3, 7]);
        Same(network, network.EncodeTexts(tokens, prefixLength), () => PlainText(network, tokens));
    }

    [Fact]
    public void EncodeTexts_AfterTwoEndsOfText_PoolsAtTheFirst()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit);
        Tensor once = tensor(new long[] { 48, 3, TinyClip.EndOfText, 0, 0 }, [1, 5]), twice = tensor(new long[] { 48, 3, TinyClip.EndOfText, 5, TinyClip.EndOfText }, [1, 5]);
        TorchTensors.Close(network.EncodeTexts(once).Values(), network.EncodeTexts(twice).Values(), 1e-6, "pooled");
    }

    [Theory]
    [InlineData(Activation.QuickGelu)]
    [InlineData(Activation.Gelu)]
    [InlineData(Activation.GeluTanh)]
    public void Mlp_EachActivation_EqualsItsFormula(Activation activation)
    {
        using var leaks = new LeakCheck();
        using var scope = NewDisposeScope();
        using ClipNetwork network = TinyClip.Build(TinyClip.Vit with { Activation = activation });
        Mlp mlp = network.Text.Transformer.Blocks[0].Mlp;
        Tensor x = randn([13, 48], generator: new Generator(3, CPU));
        Same(mlp, mlp.forward(x), () => mlp.Contract.forward(Formula(activation, mlp.Expand.forward(x))));
    }

    private static Tensor Formula(Activation activation, Tensor x) => activation switch
    {
        Activation.QuickGelu => x * sigmoid(1.702 * x),
        Activation.Gelu => 0.5 * x * (1 + special.erf(x / Math.Sqrt(2))),
        _ => 0.5 * x * (1 + tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x.pow(3))))),
    };

    private static Tensor PlainText(ClipNetwork network, Tensor tokens_BT)
    {
        TextTower text = network.Text;
        Tensor x = text.Embed(tokens_BT);
        foreach (ResidualBlock block in text.Transformer.Blocks)
            x = block.Forward(x);
        Tensor pooled = ResidualBlock.Pool(text.OutputNorm.forward(x), tokens_BT.argmax(1));
        return pooled.matmul(text.Projection);
    }

    private static void Same(nn.Module module, Tensor fast, Func<Tensor> plain)
    {
        Dictionary<string, float[]> fastGradients = Gradients(module, fast);
        Tensor expected = plain();
        TorchTensors.Close(expected.Values(), fast.Values(), 2e-6 * Math.Max(1, expected.Values().Max(Math.Abs)), "forward");
        Dictionary<string, float[]> plainGradients = Gradients(module, expected);
        Assert.True(plainGradients.Values.Any(gradient => gradient.Any(g => g != 0)), "The plain path has no gradient: the comparison says nothing.");
        foreach ((string name, float[] gradient) in plainGradients)
            TorchTensors.Close(gradient, fastGradients[name], 1e-5 * Math.Max(1, gradient.Max(Math.Abs)), name);
    }

    // Weighted, so that the gradient of each output differs.
    private static Dictionary<string, float[]> Gradients(nn.Module module, Tensor output)
    {
        (output * linspace(-1, 2, output.numel()).view(output.shape)).sum().backward();
        var gradients = new Dictionary<string, float[]>();
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in module.named_parameters())
        {
            using Tensor? gradient = parameter.grad;
            gradients[name] = gradient?.Values() ?? new float[parameter.numel()];
            parameter.grad = null;
        }
        return gradients;
    }
}
