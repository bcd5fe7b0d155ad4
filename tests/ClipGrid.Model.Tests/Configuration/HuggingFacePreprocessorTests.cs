using ClipGrid.Model.Configuration;
using ClipGrid.Model.Pictures;
using ClipGrid.TestKit;
using Xunit;

namespace ClipGrid.Model.Tests.Configuration;

public sealed class HuggingFacePreprocessorTests
{
    [Theory]
    [InlineData("models/vit_w64/hf/preprocessor_config.json", 32)]
    [InlineData("models/vit_w128/hf/preprocessor_config.json", 48)]
    public void Read_GoldenFiles_AreClipsValuesWithRgbFirst(string golden, int size) =>
        Assert.Equal(new PreprocessConfig { Size = size, ConvertRgbFirst = true }, HuggingFacePreprocessor.Read(Reference.Golden(golden), size));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"size":224,"crop_size":224}""")]
    [InlineData("""{"feature_extractor_type":"CLIPFeatureExtractor","resample":3,"do_convert_rgb":false,"processor_class":"CLIPProcessor"}""")]
    [InlineData("""{"image_processor_type":"CLIPImageProcessorFast","device":null,"data_format":"channels_first","do_rescale":true}""")]
    public void Read_OldAndNewSpellings_AreTheSame(string json) =>
        Assert.Equal(HuggingFacePreprocessor.Default(224), Json.ReadPreprocessor(json));

    [Fact]
    public void Read_HeightAndWidth_IsASquash()
    {
        Assert.Equal(ResizeMode.Squash, Json.ReadPreprocessor("""{"size":{"height":224,"width":224},"do_center_crop":false}""").Resize);
        Assert.Equal(Interpolation.Bilinear, Json.ReadPreprocessor("""{"resample":2}""").Interpolation);
    }

    [Theory]
    [InlineData("surprise", "1")]
    [InlineData("size.surprise", "1")]
    [InlineData("size", "256")]
    [InlineData("crop_size", "192")]
    [InlineData("crop_size", "{\"height\":224,\"width\":192}")]
    [InlineData("do_center_crop", "false")]
    [InlineData("do_resize", "false")]
    [InlineData("do_rescale", "false")]
    [InlineData("do_normalize", "false")]
    [InlineData("do_convert_rgb", "\"yes\"")]
    [InlineData("do_pad", "true")]
    [InlineData("resample", "0")]
    [InlineData("rescale_factor", "0.0078125")]
    [InlineData("image_mean", "[0.5]")]
    [InlineData("image_std", "[0, 1, 1]")]
    [InlineData("image_processor_type", "\"SiglipImageProcessor\"")]
    public void Read_UnknownOrUnsupportedSetting_IsRefusedByName(string member, string value)
    {
        ConfigurationException error = Assert.Throws<ConfigurationException>(() => Json.ReadPreprocessor(Json.With(Json.Preprocessor, member, value)));
        Assert.True(error.Member == member || error.Member == $"{member}.width", error.Message);
    }

    [Fact]
    public void Read_SizeOfAnotherTower_IsRefused() =>
        Assert.Equal("size", Assert.Throws<ConfigurationException>(() => Json.ReadPreprocessor(Json.Preprocessor, imageSize: 336)).Member);
}
