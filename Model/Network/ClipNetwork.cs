using TorchSharp.Modules;
using static TorchSharp.torch;

namespace ClipGrid.Model.Network;

// B batch, C channels, S side in pixels, T tokens, E embedding

/// <summary>
/// CLIP: an image tower and a text tower into one space (Radford et al. 2021). Its state has the names of OpenAI's checkpoints.
/// Parameters start undefined: call <see cref="ClipInitialization"/> or load weights before use. Not thread-safe.
/// </summary>
public sealed class ClipNetwork : nn.Module
{
    private const string TextPrefix = "text.";
    private const double SigmoidScale = 10;
    private const double SigmoidBias = -10;

    private readonly ImageTower _visual;
    private readonly TextTower _text;

    /// <summary>Allocates a network of the given shape on a device, in a type.</summary>
    /// <exception cref="ArgumentException">The configuration is not a network's; the message names the field.</exception>
    public ClipNetwork(ClipConfig config, Device? device = null, ScalarType dtype = ScalarType.Float32) : base(nameof(ClipNetwork))
    {
        ClipConfigValidation.Check(config);
        Config = config;
        Device = device ?? CPU;
        ComputeType = dtype;
        _visual = this.Own("visual", BuildImageTower(config, Device, dtype));
        _text = this.Own("text", new TextTower(config.Text, config.EmbedDim, config.Activation, Device, dtype));
        // The scalars stay in float32: bfloat16 has 8 bits, too few for a logit scale near 100.
        LogitScale = this.Own("logit_scale", tensor((float)config.InitialLogitScale, device: Device));
        if (config.InitialLogitBias is { } bias)
            LogitBias = this.Own("logit_bias", tensor((float)bias, device: Device));
    }

    /// <summary>The shape and function of this network.</summary>
    public ClipConfig Config { get; private set; }

    /// <summary>Where the parameters live.</summary>
    public Device Device { get; }

    /// <summary>The type that the towers hold their weights and compute in.</summary>
    public ScalarType ComputeType { get; }

    /// <summary>The logarithm of the factor on cosine similarities.</summary>
    public Parameter LogitScale { get; }

    /// <summary>The sigmoid loss's bias, or null.</summary>
    public Parameter? LogitBias { get; private set; }

    /// <summary>True while low-rank updates are learned beside the weights: what it computes is then not its weights' alone.</summary>
    internal bool HasUpdates { get; set; }

    internal ImageTower Visual => _visual;

    internal TextTower Text => _text;

    /// <summary>Every parameter and buffer by its canonical (OpenAI) name, in a fixed order. The tensors stay the network's.</summary>
    public IReadOnlyList<NamedTensor> State() =>
    [
        .. named_parameters().Select(p => new NamedTensor(CanonicalName(p.name), p.parameter, IsBuffer: false)),
        .. named_buffers().Select(b => new NamedTensor(CanonicalName(b.name), b.buffer, IsBuffer: true)),
    ];

    /// <summary>Normalised pixels [B, 3, S, S] to unnormalised embeddings [B, E].</summary>
    public Tensor EncodeImages(Tensor pixels_BCSS) => _visual.Forward(pixels_BCSS);

    /// <summary>
    /// Token ids [B, T], int64, to unnormalised embeddings [B, E]. A row is pooled at its first highest id, the end of text.
    /// T may be cut to the longest end of text of the batch: the result is the same.
    /// </summary>
    /// <param name="tokens_BT">The token ids.</param>
    /// <param name="sharedPrefixLength">
    /// How many first tokens are known to be the same in all rows, below the shortest row's length; they are computed once. The
    /// start of text always is.
    /// </param>
    public Tensor EncodeTexts(Tensor tokens_BT, int sharedPrefixLength = 0) =>
        sharedPrefixLength > 0 ? _text.ForwardShared(tokens_BT, sharedPrefixLength) : _text.Forward(tokens_BT);

    /// <summary>
    /// Gives a network without a logit bias one, as the sigmoid loss needs it, and has both scalars start where that loss does: a
    /// scale of ln 10 and a bias of -10 (Zhai et al. 2023, section 3.2). A network that has a bias stays as it is.
    /// </summary>
    public void EnsureLogitBias()
    {
        if (LogitBias is not null)
            return;
        Config = Config with { InitialLogitScale = Math.Log(SigmoidScale), InitialLogitBias = SigmoidBias };
        LogitBias = this.Own("logit_bias", tensor((float)SigmoidBias, device: Device));
        ResetLogits();
    }

    /// <summary>Sets logit scale and bias to what the configuration starts them with.</summary>
    internal void ResetLogits()
    {
        using var frozen = no_grad();
        LogitScale.Fill_((float)Config.InitialLogitScale);
        if (Config.InitialLogitBias is { } bias)
            LogitBias!.Fill_((float)bias);
    }

    /// <summary>Copies every weight and buffer of a network of the same shape, converting types and devices.</summary>
    public void CopyFrom(ClipNetwork source)
    {
        using var frozen = no_grad();
        foreach ((NamedTensor target, NamedTensor from) in State().Zip(source.State()))
            target.Value.copy_(from.Value);
    }

    /// <summary>A network of its own with these weights in another type, on the same device.</summary>
    internal ClipNetwork CopyAs(ScalarType dtype)
    {
        var copy = new ClipNetwork(Config, Device, dtype);
        copy.CopyFrom(this);
        return copy;
    }

    private static string CanonicalName(string name) =>
        name.StartsWith(TextPrefix, StringComparison.Ordinal) ? name[TextPrefix.Length..] : name;

    private static ImageTower BuildImageTower(ClipConfig config, Device device, ScalarType dtype) => config.Vision switch
    {
        VisionTransformerConfig vit => new VisionTransformer(vit, config.EmbedDim, config.Activation, device, dtype),
        ResNetConfig resnet => new ModifiedResNet(resnet, config.EmbedDim, device, dtype),
        _ => throw new ArgumentException($"Image towers of type {config.Vision.GetType().Name} are not known.", nameof(config)),
    };
}
