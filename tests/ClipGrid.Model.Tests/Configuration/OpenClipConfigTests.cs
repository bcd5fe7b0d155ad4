using ClipGrid.Model.Configuration;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Configuration;

public sealed class OpenClipConfigTests
{
    [Fact]
    public void Read_DefaultsOfOpenClip_AreOpenClips()
    {
        ModelDescription model = Json.ReadOpenClip("""{"model_cfg":{"embed_dim":512,"vision_cfg":{},"text_cfg":{}}}""");
        var expected = new ClipConfig
        {
            EmbedDim = 512,
            Activation = Activation.Gelu,
            Vision = new VisionTransformerConfig { ImageSize = 224, PatchSize = 16, Width = 768, HeadCount = 12, LayerCount = 12, MlpWidth = 3072 },
            Text = new TextConfig { ContextLength = 77, VocabSize = 49_408, Width = 512, HeadCount = 8, LayerCount = 12, MlpWidth = 2048 },
        };
        Assert.Equal(expected, model.Network);
        Assert.Equal(new PreprocessConfig { Size = 224 }, model.Preprocess);
    }

    [Theory]
    [InlineData("models/vit_w64/openai/open_clip_config.json", Activation.QuickGelu)]
    [InlineData("models/vit_w128/open_clip/open_clip_config.json", Activation.QuickGelu)]
    [InlineData("models/vit_w128/open_clip/open_clip_config.gelu.json", Activation.Gelu)]
    public void Read_GoldenTransformers_GiveTheirConfiguration(string golden, Activation activation)
    {
        ClipConfig config = OpenClipConfig.Read(Reference.Golden(golden)).Network;
        var vision = Assert.IsType<VisionTransformerConfig>(config.Vision);
        Assert.Equal(activation, config.Activation);
        Assert.Equal((vision.Width / 64, config.Text.Width / 64), (vision.HeadCount, config.Text.HeadCount));
        Assert.Equal((vision.Width * 4, config.Text.Width * 4), (vision.MlpWidth, config.Text.MlpWidth));
    }

    [Fact]
    public void Read_GoldenResNet_HasHeadsByItsPooledWidth()
    {
        ClipConfig config = OpenClipConfig.Read(Reference.Golden("models/rn_w8/openai/open_clip_config.json")).Network;
        Assert.Equal(new ResNetConfig { ImageSize = 96, Width = 8, HeadCount = 4, StageDepths = [2, 1, 2, 1] }, config.Vision);
    }

    [Fact]
    public void Read_SigLipsSettings_AreUsed()
    {
        string json = Json.OpenClip;
        foreach (string tower in (string[])["vision_cfg", "text_cfg"])
        {
            json = Json.With(json, $"model_cfg.{tower}.act_kwargs.approximate", "\"tanh\"");
            json = Json.With(json, $"model_cfg.{tower}.norm_kwargs.eps", "1e-6");
        }
        json = Json.With(Json.With(json, "model_cfg.init_logit_bias", "-10"), "model_cfg.init_logit_scale", "2.302585092994046");
        ClipConfig config = Json.ReadOpenClip(json).Network;
        Assert.Equal((Activation.GeluTanh, 2.302585092994046, -10.0), (config.Activation, config.InitialLogitScale, config.InitialLogitBias));
        Assert.Equal((1e-6, 1e-6), (((VisionTransformerConfig)config.Vision).LayerNormEpsilon, config.Text.LayerNormEpsilon));
    }

    [Theory]
    [InlineData("model_cfg.custom_text", "true")]
    [InlineData("model_cfg.output_dict", "true")]
    [InlineData("model_cfg.cast_dtype", "\"bf16\"")]
    [InlineData("model_cfg.multimodal_cfg", "null")]
    [InlineData("model_cfg.vision_cfg.timm_model_name", "null")]
    [InlineData("model_cfg.vision_cfg.pool_type", "\"tok\"")]
    [InlineData("model_cfg.vision_cfg.patch_dropout", "0.0")]
    [InlineData("model_cfg.vision_cfg.image_size", "[224, 224]")]
    [InlineData("model_cfg.vision_cfg.head_width", "64")]
    [InlineData("model_cfg.text_cfg.pad_id", "0")]
    [InlineData("model_cfg.text_cfg.mlp_ratio", "4.0")]
    [InlineData("model_cfg.text_cfg.tokenizer_kwargs", "{}")]
    [InlineData("preprocess_cfg.size", "224")]
    [InlineData("preprocess_cfg.size", "[224, 224]")]
    [InlineData("preprocess_cfg.mode", "\"RGB\"")]
    [InlineData("preprocess_cfg.fill_color", "[0, 0, 0]")]
    public void Read_SettingThatChangesNothing_IsAccepted(string member, string value) =>
        Assert.Equal(Json.ReadOpenClip(Json.OpenClip), Json.ReadOpenClip(Json.With(Json.OpenClip, member, value)));

    [Theory]
    [InlineData("surprise", "1")]
    [InlineData("model_cfg.surprise", "null")]
    [InlineData("model_cfg.vision_cfg.surprise", "false")]
    [InlineData("model_cfg.text_cfg.norm_kwargs.surprise", "1")]
    [InlineData("preprocess_cfg.clipgrid.surprise", "1")]
    [InlineData("preprocess_cfg.clipgrid.fill", "1")]
    [InlineData("model_cfg.multimodal_cfg", "{}")]
    [InlineData("model_cfg.nonscalar_logit_scale", "true")]
    [InlineData("model_cfg.embed_dim", "null")]
    [InlineData("model_cfg.embed_dim", "0")]
    [InlineData("model_cfg.embed_dim", "-1")]
    [InlineData("model_cfg.embed_dim", "512.0")]
    [InlineData("model_cfg.embed_dim", "\"512\"")]
    [InlineData("model_cfg.embed_dim", "2147483648")]
    [InlineData("model_cfg.embed_dim", "65537")]
    [InlineData("model_cfg.quick_gelu", "1")]
    [InlineData("model_cfg.init_logit_scale", "1e400")]
    [InlineData("model_cfg.vision_cfg.timm_model_name", "\"vit_base_patch16_siglip_224\"")]
    [InlineData("model_cfg.vision_cfg.eva_model_name", "\"eva\"")]
    [InlineData("model_cfg.vision_cfg.pool_type", "\"avg\"")]
    [InlineData("model_cfg.vision_cfg.pos_embed_type", "\"sin_cos_2d\"")]
    [InlineData("model_cfg.vision_cfg.attentional_pool", "true")]
    [InlineData("model_cfg.vision_cfg.no_ln_pre", "true")]
    [InlineData("model_cfg.vision_cfg.ls_init_value", "0.1")]
    [InlineData("model_cfg.vision_cfg.patch_dropout", "0.5")]
    [InlineData("model_cfg.vision_cfg.head_width", "60")]
    [InlineData("model_cfg.vision_cfg.patch_size", "30")]
    [InlineData("model_cfg.vision_cfg.image_size", "[224, 192]")]
    [InlineData("model_cfg.vision_cfg.image_size", "[224]")]
    [InlineData("model_cfg.vision_cfg.layers", "[1, 2, 3]")]
    [InlineData("model_cfg.vision_cfg.layers", "[1, 2, 3, 0]")]
    [InlineData("model_cfg.vision_cfg.layers", "\"12\"")]
    [InlineData("model_cfg.vision_cfg.mlp_ratio", "1e12")]
    [InlineData("model_cfg.vision_cfg.mlp_ratio", "0")]
    [InlineData("model_cfg.vision_cfg.norm_kwargs.eps", "-1e-5")]
    [InlineData("model_cfg.vision_cfg.act_kwargs", "{\"approximate\":\"tanh\"}")] // the text tower has another
    [InlineData("model_cfg.text_cfg.heads", "7")]
    [InlineData("model_cfg.text_cfg.hf_model_name", "\"roberta-base\"")]
    [InlineData("model_cfg.text_cfg.hf_tokenizer_name", "\"bert\"")]
    [InlineData("model_cfg.text_cfg.tokenizer_kwargs", "{\"clean\":\"canonicalize\"}")]
    [InlineData("model_cfg.text_cfg.no_causal_mask", "true")]
    [InlineData("model_cfg.text_cfg.pool_type", "\"last\"")]
    [InlineData("model_cfg.text_cfg.pad_id", "1")]
    [InlineData("model_cfg.text_cfg.proj_bias", "true")]
    [InlineData("preprocess_cfg.mode", "\"L\"")]
    [InlineData("preprocess_cfg.size", "256")]
    [InlineData("preprocess_cfg.interpolation", "\"random\"")]
    [InlineData("preprocess_cfg.resize_mode", "\"stretch\"")]
    [InlineData("preprocess_cfg.mean", "[0.5, 0.5]")]
    [InlineData("preprocess_cfg.std", "[0.5, 0, 0.5]")]
    [InlineData("preprocess_cfg.std", "0.5")]
    [InlineData("preprocess_cfg.fill_color", "[0, 0, 255]")]
    [InlineData("preprocess_cfg.fill_color", "256")]
    public void Read_UnknownOrUnsupportedSetting_IsRefusedByNameAndValue(string member, string value)
    {
        ConfigurationException error = Assert.Throws<ConfigurationException>(() => Json.ReadOpenClip(Json.With(Json.OpenClip, member, value)));
        Assert.True(member == error.Member || member == $"{error.Member}.approximate" || error.Member == $"{member}.approximate", $"{error.Member}: {error.Message}");
        Assert.StartsWith($"given.json: {error.Member}", error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Value);
    }

    [Fact]
    public void Read_SeveralUnknownSettings_AreNamedTogether()
    {
        string json = Json.With(Json.With(Json.OpenClip, "model_cfg.zebra", "1"), "model_cfg.ape", "2");
        ConfigurationException error = Assert.Throws<ConfigurationException>(() => Json.ReadOpenClip(json));
        Assert.Equal(("model_cfg.ape", "2"), (error.Member, error.Value));
        Assert.Contains("model_cfg.zebra", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model_cfg")]
    [InlineData("model_cfg.vision_cfg")]
    [InlineData("model_cfg.text_cfg")]
    public void Read_MissingPart_IsNamed(string member)
    {
        string json = Json.With(Json.OpenClip, member, "null");
        Assert.Equal(member, Assert.Throws<ConfigurationException>(() => Json.ReadOpenClip(json)).Member);
        Assert.Equal(member, Assert.Throws<ConfigurationException>(() => Json.ReadOpenClip(Json.With(Json.OpenClip, member, "[]"))).Member);
    }

    [Fact]
    public void Read_QuickGeluWithAnArgument_IsRefused()
    {
        string json = Json.With(Json.With(Json.OpenClip, "model_cfg.quick_gelu", "true"), "model_cfg.text_cfg.act_kwargs.approximate", "\"tanh\"");
        Assert.Equal("model_cfg.text_cfg.act_kwargs.approximate", Assert.Throws<ConfigurationException>(() => Json.ReadOpenClip(json)).Member);
    }
}
