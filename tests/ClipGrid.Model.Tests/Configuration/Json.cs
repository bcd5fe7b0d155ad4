using System.Text;
using System.Text.Json.Nodes;
using ClipGrid.Model.Configuration;
using ClipGrid.Model.Network;
using ClipGrid.Model.Pictures;

namespace ClipGrid.Model.Tests.Configuration;

/// <summary>Reads and writes configurations as text, and changes single members.</summary>
internal static class Json
{
    public const string OpenClip = """
        {"model_cfg":{"embed_dim":512,"vision_cfg":{"image_size":224,"layers":12,"width":768,"patch_size":32},
         "text_cfg":{"context_length":77,"vocab_size":49408,"width":512,"heads":8,"layers":12}},
         "preprocess_cfg":{"mean":[0.48145466,0.4578275,0.40821073],"std":[0.26862954,0.26130258,0.27577711],"interpolation":"bicubic","resize_mode":"shortest"}}
        """;

    public const string HuggingFace = """{"model_type":"clip","projection_dim":512,"text_config":{},"vision_config":{}}""";

    public const string Preprocessor = """{"size":{"shortest_edge":224},"crop_size":{"height":224,"width":224}}""";

    public static ModelDescription ReadOpenClip(string json) => OpenClipConfig.Read(Stream(json), "given.json");

    public static ClipConfig ReadHuggingFace(string json) => HuggingFaceConfig.Read(Stream(json), "given.json");

    public static PreprocessConfig ReadPreprocessor(string json, int imageSize = 224) => HuggingFacePreprocessor.Read(Stream(json), "given.json", imageSize);

    public static string Write(ModelDescription model) => Written(s => OpenClipConfig.Write(s, model));

    public static string Write(ClipConfig config) => Written(s => HuggingFaceConfig.Write(s, config));

    public static string Write(PreprocessConfig preprocess) => Written(s => HuggingFacePreprocessor.Write(s, preprocess));

    /// <summary>The JSON with the member at a path such as <c>model_cfg.text_cfg.heads</c> set, objects on the way made as needed.</summary>
    public static string With(string json, string path, string value)
    {
        JsonNode root = JsonNode.Parse(json)!;
        string[] names = path.Split('.');
        JsonObject at = root.AsObject();
        foreach (string name in names[..^1])
            at = (at[name] ??= new JsonObject()).AsObject();
        at[names[^1]] = JsonNode.Parse(value);
        return root.ToJsonString();
    }

    private static MemoryStream Stream(string json) => new(Encoding.UTF8.GetBytes(json));

    private static string Written(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
