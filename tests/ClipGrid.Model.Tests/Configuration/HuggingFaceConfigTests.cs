using System.Text.Json.Nodes;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Network;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Configuration;

public sealed class HuggingFaceConfigTests
{
    [Fact]
    public void Read_EmptyTowers_HaveTheLibrarysDefaults()
    {
        var expected = new ClipConfig
        {
            EmbedDim = 512,
            InitialLogitScale = 2.6592,
            Vision = new VisionTransformerConfig { ImageSize = 224, PatchSize = 32, Width = 768, HeadCount = 12, LayerCount = 12, MlpWidth = 3072 },
            Text = new TextConfig { ContextLength = 77, VocabSize = 49_408, Width = 512, HeadCount = 8, LayerCount = 12, MlpWidth = 2048 },
        };
        Assert.Equal(expected, Json.ReadHuggingFace(Json.HuggingFace));
    }

    [Theory]
    [InlineData("models/vit_w64/hf/config.json", "models/vit_w64/openai/open_clip_config.json")]
    [InlineData("models/vit_w128/hf/config.json", "models/vit_w128/open_clip/open_clip_config.json")]
    public void Read_GoldenConfiguration_EqualsOpenClipsOfTheSameModel(string huggingFace, string openClip)
    {
        ClipConfig expected = OpenClipConfig.Read(Reference.Golden(openClip)).Network;
        ClipConfig actual = HuggingFaceConfig.Read(Reference.Golden(huggingFace));
        // Hugging Face rounds ln(1 / 0.07).
        Assert.Equal(expected.InitialLogitScale, actual.InitialLogitScale, 1e-4);
        Assert.Equal(expected with { InitialLogitScale = actual.InitialLogitScale }, actual);
    }

    [Theory]
    [InlineData("architectures", "[\"CLIPModel\"]")]
    [InlineData("torch_dtype", "\"float16\"")]
    [InlineData("transformers_version", "\"4.16.0\"")]
    [InlineData("_commit_hash", "null")]
    [InlineData("initializer_factor", "1.0")]
    [InlineData("text_config_dict", "null")]
    [InlineData("text_config.id2label", "{\"0\":\"LABEL_0\"}")]
    [InlineData("text_config.bos_token_id", "0")]
    [InlineData("text_config.eos_token_id", "2")]
    [InlineData("text_config.eos_token_id", "49407")]
    [InlineData("text_config.top_p", "1.0")]
    [InlineData("text_config.attention_dropout", "0.0")]
    [InlineData("text_config.pruned_heads", "{}")]
    [InlineData("vision_config.model_type", "\"clip_vision_model\"")]
    [InlineData("vision_config.num_channels", "3")]
    [InlineData("vision_config.projection_dim", "768")]
    [InlineData("vision_config.hidden_act", "\"quick_gelu\"")]
    public void Read_SettingThatChangesNothing_IsAccepted(string member, string value) =>
        Assert.Equal(Json.ReadHuggingFace(Json.HuggingFace), Json.ReadHuggingFace(Json.With(Json.HuggingFace, member, value)));

    [Theory]
    [InlineData("surprise", "null")]
    [InlineData("text_config.surprise", "1")]
    [InlineData("vision_config.surprise", "1")]
    [InlineData("model_type", "\"siglip\"")]
    [InlineData("projection_dim", "0")]
    [InlineData("logit_scale_init_value", "\"big\"")]
    [InlineData("text_config", "null")]
    [InlineData("text_config", "7")]
    [InlineData("text_config.model_type", "\"bert\"")]
    [InlineData("text_config.attention_dropout", "0.1")]
    [InlineData("text_config.dropout", "0.1")]
    [InlineData("text_config.eos_token_id", "49406")]
    [InlineData("text_config.eos_token_id", "[2]")]
    [InlineData("text_config.hidden_size", "-512")]
    [InlineData("text_config.num_attention_heads", "7")]
    [InlineData("text_config.layer_norm_eps", "0")]
    [InlineData("text_config.hidden_act", "\"relu\"")]
    [InlineData("vision_config.hidden_act", "\"gelu\"")] // the text tower has another
    [InlineData("vision_config.num_channels", "1")]
    [InlineData("vision_config.patch_size", "30")]
    [InlineData("vision_config.pruned_heads", "{\"0\":[1]}")]
    public void Read_UnknownOrUnsupportedSetting_IsRefusedByName(string member, string value)
    {
        ConfigurationException error = Assert.Throws<ConfigurationException>(() => Json.ReadHuggingFace(Json.With(Json.HuggingFace, member, value)));
        Assert.Equal(member, error.Member);
        Assert.Contains(member, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EveryMemberThatTheLibraryOnceWroteOut_IsAccepted()
    {
        // Version 4 dumped its whole base configuration into the file and into both towers.
        const string dumped = """
            {"_name_or_path":"","_commit_hash":null,"add_cross_attention":false,"architectures":null,"bad_words_ids":null,"begin_suppress_tokens":null,
             "chunk_size_feed_forward":0,"cross_attention_hidden_size":null,"decoder_start_token_id":null,"diversity_penalty":0.0,"do_sample":false,
             "early_stopping":false,"encoder_no_repeat_ngram_size":0,"exponential_decay_length_penalty":null,"finetuning_task":null,
             "forced_bos_token_id":null,"forced_eos_token_id":null,"gradient_checkpointing":false,"id2label":{"0":"LABEL_0"},"initializer_factor":1.0,
             "initializer_range":0.02,"is_decoder":false,"is_encoder_decoder":false,"label2id":{"LABEL_0":0},"length_penalty":1.0,"max_length":20,
             "min_length":0,"no_repeat_ngram_size":0,"num_beam_groups":1,"num_beams":1,"num_return_sequences":1,"output_attentions":false,
             "output_hidden_states":false,"output_scores":false,"prefix":null,"problem_type":null,"pruned_heads":{},"remove_invalid_values":false,
             "repetition_penalty":1.0,"return_dict":true,"return_dict_in_generate":false,"sep_token_id":null,"suppress_tokens":null,
             "task_specific_params":null,"temperature":1.0,"tf_legacy_loss":false,"tie_encoder_decoder":false,"tie_word_embeddings":true,
             "tokenizer_class":null,"top_k":50,"top_p":1.0,"torch_dtype":null,"torchscript":false,"transformers_version":"4.30.2","typical_p":1.0,
             "use_bfloat16":false}
            """;
        JsonNode json = JsonNode.Parse(Json.HuggingFace)!;
        foreach (JsonNode part in (JsonNode[])[json, json["text_config"]!, json["vision_config"]!])
            foreach ((string name, JsonNode? value) in JsonNode.Parse(dumped)!.AsObject())
                part[name] = value?.DeepClone();
        foreach (JsonNode part in (JsonNode[])[json, json["vision_config"]!])
            foreach (string name in (string[])["bos_token_id", "eos_token_id", "pad_token_id"])
                part[name] = null;
        Assert.Equal(Json.ReadHuggingFace(Json.HuggingFace), Json.ReadHuggingFace(json.ToJsonString()));
    }

    [Fact]
    public void Read_SmallVocabularyWithoutEndOfText_IsRefused() =>
        Assert.Equal("text_config.eos_token_id", Assert.Throws<ConfigurationException>(() => Json.ReadHuggingFace(Json.With(Json.HuggingFace, "text_config.vocab_size", "512"))).Member);

    [Theory]
    [InlineData("gelu", Activation.Gelu)]
    [InlineData("gelu_new", Activation.GeluTanh)]
    [InlineData("gelu_pytorch_tanh", Activation.GeluTanh)]
    public void Read_ActivationOfBothTowers_IsUsed(string word, Activation expected)
    {
        string json = Json.With(Json.With(Json.HuggingFace, "text_config.hidden_act", $"\"{word}\""), "vision_config.hidden_act", $"\"{word}\"");
        Assert.Equal(expected, Json.ReadHuggingFace(json).Activation);
    }

    [Fact]
    public void Read_EpsilonOfEachTower_IsItsOwn()
    {
        ClipConfig config = Json.ReadHuggingFace(Json.With(Json.HuggingFace, "vision_config.layer_norm_eps", "1e-6"));
        Assert.Equal((1e-6, 1e-5), (((VisionTransformerConfig)config.Vision).LayerNormEpsilon, config.Text.LayerNormEpsilon));
    }

    [Fact]
    public void Read_OldCopyOfATower_IsAcceptedWhereItAgreesOrStandsAlone()
    {
        string agrees = Json.With(Json.With(Json.HuggingFace, "text_config.hidden_size", "768"), "text_config_dict.hidden_size", "768");
        Assert.Equal(768, Json.ReadHuggingFace(agrees).Text.Width);

        JsonNode alone = JsonNode.Parse(agrees)!;
        alone.AsObject().Remove("text_config");
        Assert.Equal(768, Json.ReadHuggingFace(alone.ToJsonString()).Text.Width);

        string differs = Json.With(agrees, "text_config_dict.hidden_size", "512");
        Assert.Equal("text_config_dict.hidden_size", Assert.Throws<ConfigurationException>(() => Json.ReadHuggingFace(differs)).Member);
    }
}
