using System.Reflection;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;
using Xunit;

namespace ClipGrid.Model.Tests.Configuration;

/// <summary>No field is dropped: each is changed in turn, and the written JSON must change and read back equal.</summary>
public sealed class FieldCoverageTests
{
    private static readonly TextConfig Text = new() { ContextLength = 77, VocabSize = 512, Width = 64, HeadCount = 1, LayerCount = 2, MlpWidth = 256 };
    private static readonly VisionTransformerConfig Transformer = new() { ImageSize = 32, Width = 64, HeadCount = 1, PatchSize = 8, LayerCount = 2, MlpWidth = 256 };
    private static readonly ResNetConfig ResNet = new() { ImageSize = 64, Width = 16, HeadCount = 8, StageDepths = [1, 1, 1, 1] };
    private static readonly ClipConfig Clip = new() { EmbedDim = 64, Vision = Transformer, Text = Text };
    private static readonly PreprocessConfig Preprocess = new() { Size = 32 };

    private static readonly (string Field, ClipConfig Changed)[] TransformerChanges =
    [
        ("ClipConfig.EmbedDim", Clip with { EmbedDim = 65 }),
        ("ClipConfig.Activation", Clip with { Activation = Activation.Gelu }),
        ("ClipConfig.Activation", Clip with { Activation = Activation.GeluTanh }),
        ("ClipConfig.InitialLogitScale", Clip with { InitialLogitScale = 0.1 + 0.2 }),
        ("ClipConfig.InitialLogitBias", Clip with { InitialLogitBias = -10 }),
        ("TextConfig.ContextLength", Clip with { Text = Text with { ContextLength = 16 } }),
        ("TextConfig.VocabSize", Clip with { Text = Text with { VocabSize = 513 } }),
        ("TextConfig.Width", Clip with { Text = Text with { Width = 65 } }),
        ("TextConfig.HeadCount", Clip with { Text = Text with { HeadCount = 4 } }),
        ("TextConfig.LayerCount", Clip with { Text = Text with { LayerCount = 3 } }),
        ("TextConfig.MlpWidth", Clip with { Text = Text with { MlpWidth = 257 } }),
        ("TextConfig.LayerNormEpsilon", Clip with { Text = Text with { LayerNormEpsilon = 1e-6 } }),
        ("VisionConfig.ImageSize", Clip with { Vision = Transformer with { ImageSize = 40 } }),
        ("VisionConfig.Width", Clip with { Vision = Transformer with { Width = 65 } }),
        ("VisionConfig.HeadCount", Clip with { Vision = Transformer with { HeadCount = 4 } }),
        ("VisionTransformerConfig.PatchSize", Clip with { Vision = Transformer with { PatchSize = 4 } }),
        ("VisionTransformerConfig.LayerCount", Clip with { Vision = Transformer with { LayerCount = 3 } }),
        ("VisionTransformerConfig.MlpWidth", Clip with { Vision = Transformer with { MlpWidth = 193 } }),
        ("VisionTransformerConfig.LayerNormEpsilon", Clip with { Vision = Transformer with { LayerNormEpsilon = 1e-6 } }),
    ];

    private static readonly (string Field, ClipConfig Changed)[] ResNetChanges =
    [
        ("ClipConfig.Vision", Clip with { Vision = ResNet }),
        ("VisionConfig.ImageSize", Clip with { Vision = ResNet with { ImageSize = 96 } }),
        ("VisionConfig.Width", Clip with { Vision = ResNet with { Width = 18 } }),
        ("VisionConfig.HeadCount", Clip with { Vision = ResNet with { HeadCount = 4 } }),
        ("ResNetConfig.StageDepths", Clip with { Vision = ResNet with { StageDepths = [1, 1, 2, 1] } }),
        ("ClipConfig.Activation", Clip with { Vision = ResNet, Activation = Activation.GeluTanh }),
    ];

    private static readonly (string Field, PreprocessConfig Changed)[] PreprocessChanges =
    [
        ("PreprocessConfig.Mean", Preprocess with { Mean = [0.5f, 0.4578275f, 0.1f] }),
        ("PreprocessConfig.Std", Preprocess with { Std = [0.5f, 0.1f, 0.27577711f] }),
        ("PreprocessConfig.Resize", Preprocess with { Resize = ResizeMode.Squash }),
        ("PreprocessConfig.Resize", Preprocess with { Resize = ResizeMode.Longest }),
        ("PreprocessConfig.Interpolation", Preprocess with { Interpolation = Interpolation.Bilinear }),
        ("PreprocessConfig.ConvertRgbFirst", Preprocess with { ConvertRgbFirst = true }),
        ("PreprocessConfig.ApplyOrientation", Preprocess with { ApplyOrientation = true }),
        ("PreprocessConfig.Fill", Preprocess with { Fill = 255 }),
    ];

    [Fact]
    public void Changes_AllSettableFieldsOfTheConfigurations_AreInTheTables()
    {
        Type[] types = [typeof(ClipConfig), typeof(TextConfig), typeof(VisionConfig), typeof(VisionTransformerConfig), typeof(ResNetConfig), typeof(PreprocessConfig)];
        string[] fields =
        [
            .. types.SelectMany(t => t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(p => p.CanWrite).Select(p => $"{t.Name}.{p.Name}"))
                .Except(["ClipConfig.Text", "PreprocessConfig.Size"]), // changed through their own fields; through the picture's size
        ];
        string[] covered = [.. TransformerChanges.Select(c => c.Field), .. ResNetChanges.Select(c => c.Field), .. PreprocessChanges.Select(c => c.Field)];
        Assert.Empty(fields.Except(covered));
        Assert.Empty(covered.Except(fields));
    }

    [Fact]
    public void OpenClipConfig_EachFieldOfTheNetworkChanged_ChangesTheJsonAndReadsBackEqual()
    {
        var written = new HashSet<string> { Json.Write(Describe(Clip)) };
        foreach ((string field, ClipConfig changed) in TransformerChanges.Concat(ResNetChanges))
        {
            string json = Json.Write(Describe(changed));
            Assert.True(written.Add(json), $"{field} is not in the JSON");
            Assert.Equal(Describe(changed), Json.ReadOpenClip(json));
        }
    }

    [Fact]
    public void OpenClipConfig_EachFieldOfThePreprocessingChanged_ChangesTheJsonAndReadsBackEqual()
    {
        var written = new HashSet<string> { Json.Write(Describe(Clip)) };
        foreach ((string field, PreprocessConfig changed) in PreprocessChanges)
        {
            ModelDescription model = Describe(Clip) with { Preprocess = changed };
            string json = Json.Write(model);
            Assert.True(written.Add(json), $"{field} is not in the JSON");
            Assert.Equal(model, Json.ReadOpenClip(json));
        }
    }

    [Fact]
    public void HuggingFaceConfig_EachFieldChanged_ChangesTheJsonAndReadsBackEqual()
    {
        var written = new HashSet<string> { Json.Write(Clip) };
        foreach ((string field, ClipConfig changed) in TransformerChanges.Where(c => c.Changed.InitialLogitBias is null))
        {
            string json = Json.Write(changed);
            Assert.True(written.Add(json), $"{field} is not in the JSON");
            Assert.Equal(changed, Json.ReadHuggingFace(json));
        }
    }

    [Fact]
    public void HuggingFacePreprocessor_EachFieldChanged_ChangesTheJsonAndReadsBackEqual()
    {
        var written = new HashSet<string> { Json.Write(Preprocess), };
        foreach ((string field, PreprocessConfig changed) in PreprocessChanges.Where(c => c.Changed.Resize != ResizeMode.Longest).Append(("PreprocessConfig.Size", Preprocess with { Size = 40 })))
        {
            string json = Json.Write(changed);
            Assert.True(written.Add(json), $"{field} is not in the JSON");
            Assert.Equal(changed, Json.ReadPreprocessor(json, changed.Size));
        }
    }

    [Fact]
    public void Write_WhatTheLayoutHasNoWordFor_IsRefused()
    {
        Assert.Contains("ResNet", Assert.Throws<ConfigurationException>(() => Json.Write(Clip with { Vision = ResNet })).Message, StringComparison.Ordinal);
        Assert.Equal("logit_bias", Assert.Throws<ConfigurationException>(() => Json.Write(Clip with { InitialLogitBias = -10 })).Member);
        Assert.Equal("size", Assert.Throws<ConfigurationException>(() => Json.Write(Preprocess with { Resize = ResizeMode.Longest })).Member);
        Assert.Equal("preprocess_cfg.size", Assert.Throws<ConfigurationException>(() => Json.Write(Describe(Clip) with { Preprocess = new PreprocessConfig { Size = 33 } })).Member);
    }

    [Theory]
    [InlineData(1152, 4304)] // 3.736…: a ratio of a published model
    [InlineData(49, 100)]
    [InlineData(3, 1)]
    [InlineData(65_536, 65_535)]
    public void OpenClipConfig_AnyMlpWidth_SurvivesItsRatio(int width, int mlpWidth)
    {
        ClipConfig config = Clip with { Text = Text with { Width = width, MlpWidth = mlpWidth } };
        Assert.Equal(config, Json.ReadOpenClip(Json.Write(Describe(config))).Network);
    }

    private static ModelDescription Describe(ClipConfig config) => new() { Network = config, Preprocess = new PreprocessConfig { Size = config.Vision.ImageSize } };
}
