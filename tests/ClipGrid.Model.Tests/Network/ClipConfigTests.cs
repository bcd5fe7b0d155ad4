using System.Reflection;
using ClipGrid.Model.Network;
using Xunit;
using static TorchSharp.torch;

namespace ClipGrid.Model.Tests.Network;

/// <summary>No field is accepted and ignored: each changes a shape, an output, or is refused.</summary>
public sealed class ClipConfigTests
{
    public static TheoryData<string> VitFields => new(Fields(TinyClip.Vit));

    public static TheoryData<string> ResNetFields => new(Fields(TinyClip.ResNet));

    [Theory]
    [MemberData(nameof(VitFields))]
    public void Field_OfTransformer_Matters(string field) => Matters(TinyClip.Vit, field);

    [Theory]
    [MemberData(nameof(ResNetFields))]
    public void Field_OfResNet_Matters(string field) => Matters(TinyClip.ResNet, field);

    [Fact]
    public void Network_ImpossibleNumbers_NamesTheField()
    {
        var vision = (VisionTransformerConfig)TinyClip.Vit.Vision;
        Refused(TinyClip.Vit with { Vision = vision with { PatchSize = 5 } }, "PatchSize");
        Refused(TinyClip.Vit with { Vision = vision with { HeadCount = 5 } }, "HeadCount");
        Refused(TinyClip.Vit with { Text = TinyClip.Vit.Text with { ContextLength = 0 } }, "ContextLength");
        Refused(TinyClip.ResNet with { Vision = ((ResNetConfig)TinyClip.ResNet.Vision) with { StageDepths = [1, 1] } }, "StageDepths");
        Refused(TinyClip.ResNet with { Vision = ((ResNetConfig)TinyClip.ResNet.Vision) with { ImageSize = 70 } }, "ImageSize");
    }

    private static void Matters(ClipConfig config, string field)
    {
        ClipConfig changed = Change(config, field);
        string after;
        try
        {
            after = Fingerprint(changed);
        }
        catch (ArgumentException refused)
        {
            after = refused.Message;
        }
        Assert.NotEqual(Fingerprint(config), after);
    }

    // Shapes and outputs of a network with this configuration, under one seed.
    private static string Fingerprint(ClipConfig config)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using ClipNetwork network = TinyClip.Build(config);
        network.eval();
        string shapes = string.Join(';', network.State().Select(part => $"{part.Name}:{string.Join('x', part.Value.shape)}"));
        Tensor image = network.EncodeImages(TinyClip.PixelTensor(config, 2)), text = network.EncodeTexts(TinyClip.TokenTensor(config, 2));
        string scalars = $"{network.LogitScale.item<float>()} {network.LogitBias?.item<float>()}";
        return $"{shapes}|{string.Join(',', image.Values())}|{string.Join(',', text.Values())}|{scalars}";
    }

    private static IEnumerable<string> Fields(ClipConfig config) =>
    [
        .. Settable(config).Where(p => p.Name is not (nameof(ClipConfig.Vision) or nameof(ClipConfig.Text))).Select(p => p.Name),
        .. Settable(config.Vision).Select(p => $"Vision.{p.Name}"),
        .. Settable(config.Text).Select(p => $"Text.{p.Name}"),
    ];

    private static IEnumerable<PropertyInfo> Settable(object record) => record.GetType().GetProperties().Where(p => p.SetMethod is not null);

    // A copy of the records with one property set by reflection: init setters are only closed to the compiler.
    private static ClipConfig Change(ClipConfig config, string field)
    {
        ClipConfig copy = config with { Vision = config.Vision with { }, Text = config.Text with { } };
        string[] path = field.Split('.');
        object owner = path.Length == 1 ? copy : path[0] == "Vision" ? copy.Vision : copy.Text;
        PropertyInfo property = owner.GetType().GetProperty(path[^1])!;
        property.SetValue(owner, Another(property.GetValue(owner)));
        return copy;
    }

    private static object Another(object? value) => value switch
    {
        int number => number * 2,
        double number => (number * 3) + 1e-3,
        Activation activation => activation == Activation.Gelu ? Activation.QuickGelu : Activation.Gelu,
        System.Collections.Immutable.ImmutableArray<int> depths => depths.SetItem(0, depths[0] + 1),
        null => -10.0,
        _ => throw new InvalidOperationException($"Say how to change a {value.GetType()}."),
    };

    private static void Refused(ClipConfig config, string field) =>
        Assert.Contains(field, Assert.Throws<ArgumentException>(() => new ClipNetwork(config)).Message, StringComparison.Ordinal);
}
